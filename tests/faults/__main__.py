"""make faults: python -m tests.faults [TARGET]: runs the tests of the fault table and writes docs/faults.md.

Ends with 1 where a row has no test or one of its tests failed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.faults.table import cases_of, page, read


def main():
    table = read()
    paths = sorted({test.partition("::")[0] for row in table["fault"] for test in row["tests"]})
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup", f"--junitxml={report}"]
        subprocess.run([*command, *paths], cwd=ROOT, check=False)
        cases = cases_of(report.read_text("utf-8"))
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    text, sound = page(table, cases, commit.stdout.strip())
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "faults.md"
    target.write_text(text, "utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
