"""Preparing a checkout: any Python can read it, and a path may hold blanks and change."""

import ast
import os
import runpy
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PREPARE = ROOT / "packaging" / "prepare.py"
AS_OLD = """
import runpy, sys
sys.version_info = (3, 9, 18)
sys.argv = [sys.argv[1], "run"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_an_old_python_can_read_the_first_step():
    ast.parse(PREPARE.read_text("utf-8"), feature_version=(3, 4))
    assert "f'" not in PREPARE.read_text("utf-8")


def test_an_old_python_is_told_what_to_install(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", AS_OLD, str(PREPARE)], capture_output=True, text=True, env={"PATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "FleetDesk needs Python 3.11, 3.12 or 3.13, and this is Python 3.9. Install one of them and run make again."
    )


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_no_python_at_all_is_said(tmp_path):
    done = subprocess.run(["make", "run", "PYTHON3=python-of-nobody"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert "there is no python-of-nobody here" in done.stderr


def test_the_launcher_runs_wherever_its_folder_stands(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    environment = runpy.run_path(str(ROOT / "packaging" / "environment.py"))
    folder = tmp_path / "a folder, moved"
    folder.mkdir()
    launcher = folder / "fleetdesk"
    launcher.write_text(environment["LAUNCHER"])
    launcher.chmod(0o755)
    (folder / "python").write_text('#!/bin/sh\necho "$@"\n')
    (folder / "python").chmod(0o755)
    done = subprocess.run([str(launcher), "a b", "c"], capture_output=True, text=True, env={"PATH": os.defpath})
    assert done.stdout == "-m fleetdesk a b c\n"


def test_the_readme_tells_the_sizes_that_are_fetched(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    sizes = runpy.run_path(str(ROOT / "packaging" / "environment.py"))["SIZES"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [level for level, (fetched, _) in sizes.items() if f"{fetched} MB" not in readme] == []
