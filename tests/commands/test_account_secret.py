"""The file of a secret: short, whatever it is; a pipe is welcome, for shells hand secrets over in one."""

import os
import threading

import pytest

from fleetdesk.base.errors import UsageError
from fleetdesk.commands.account import LONGEST_SECRET, read_secret


def test_an_endless_file_is_refused(tmp_path):
    (tmp_path / "zero").symlink_to("/dev/zero")
    with pytest.raises(UsageError, match="more than a secret"):
        read_secret(str(tmp_path / "zero"))
    (tmp_path / "long").write_bytes(b"x" * (LONGEST_SECRET + 1))
    with pytest.raises(UsageError, match="more than a secret"):
        read_secret(str(tmp_path / "long"))


def test_a_pipe_hands_a_secret_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_text("secret\n"))
    writer.start()
    assert read_secret(str(tmp_path / "pipe")) == "secret"
    writer.join()
