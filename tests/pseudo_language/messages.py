"""The texts that are marked, as packaging/messages.py collects them for translators."""

import importlib.util
from functools import cache

from tests.conftest import ROOT


def _tool():
    spec = importlib.util.spec_from_file_location("fleetdesk_messages", ROOT / "packaging" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()
KEYWORDS, SOURCES = tool.KEYWORDS, tool.SOURCES


@cache
def collected():
    """The template of all messages, collected once a process."""
    return tool.collect()


def messages():
    """Each message: its texts (one, or two with a plural) and its context, empty for none."""
    for each in collected():
        if each.id:
            yield (each.id if isinstance(each.id, tuple) else (each.id,)), each.context or ""
