"""The benchmark: every figure beside a plain way of doing the same, in the same run. `make bench` prints the table."""
