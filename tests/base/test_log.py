"""The log never stops a start."""

import os

import structlog

from fleetdesk.base import log
from fleetdesk.base.translation import Translated


def test_a_pipe_in_the_place_of_the_log_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "fleetdesk.base.log")
    log.start(tmp_path)
    try:
        structlog.get_logger("fleetdesk.test").error("unheard")
    finally:
        log.start(None)
    assert (tmp_path / "fleetdesk.base.log").is_fifo()


def test_a_translated_text_stands_in_the_log_in_english(tmp_path):
    log.start(tmp_path)
    try:
        structlog.get_logger("fleetdesk.test").error("refused", reason=Translated("Ei käy.", "It is not allowed."))
    finally:
        log.start(None)
    written = (tmp_path / "fleetdesk.base.log").read_text("utf-8")
    assert "It is not allowed." in written
    assert "Ei käy." not in written
