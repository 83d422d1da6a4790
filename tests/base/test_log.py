"""The log never stops a start."""

import os

import structlog

from fleetdesk.base import log


def test_a_pipe_in_the_place_of_the_log_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "fleetdesk.base.log")
    log.start(tmp_path)
    try:
        structlog.get_logger("fleetdesk.test").error("unheard")
    finally:
        log.start(None)
    assert (tmp_path / "fleetdesk.base.log").is_fifo()
