"""Whether a desk that runs all day stays as it was: memory, descriptors, threads, timers, files."""
