"""Documents in words: types, names, states, sizes and how long it still takes."""

import re

from fleetdesk.base.local_formats import MEGABYTE, in_kb, in_mb, number, size_words
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _, pgettext
from fleetdesk.documents.file_names import plain_name
from fleetdesk.domain import documents
from fleetdesk.domain.outbox import Op, OpState, state_words
from fleetdesk.ui.widgets import formatting

SHORT = {
    OpState.QUEUED: _("saved on this computer"),
    OpState.SENDING: pgettext("status", "sending"),
    OpState.CONFIRMING: pgettext("status", "confirming"),
    OpState.UNCERTAIN: _("waiting to confirm"),
    OpState.DEAD: pgettext("status", "refused"),
}
STEM = 120  # letters of a name before its ending
NO_FILES = _("The server gives no files back; only documents filed from here can be shown.")


def type_words(kind: str | None) -> str:
    """Return the words for a document type; a vendor's own word stays, made readable; a dash for None."""
    return plain_name(documents.type_words(kind)) if kind else formatting.NOTHING


def short_state(op: Op, share: float | None = None) -> str:
    """Return in two or three words the state of a write about a document; `share` (0 to 1) of it is sent."""
    said = SHORT.get(op.state, _("needs your word"))
    if op.damaged or op.paused:
        said = state_words(op)
    if share is None or op.state is not OpState.SENDING:
        return said
    return _("{state} {share} %").format(state=said, share=number(100 * share))


def share_words(sent: float, whole: float) -> str:
    """Return how many of the bytes are sent: 12.4 of 31.0 MB; the unit is given once where both have it."""
    if min(sent, whole) >= MEGABYTE:
        return _("{sent} of {whole} MB").format(sent=in_mb(sent), whole=in_mb(whole))
    if max(sent, whole) < MEGABYTE:
        return _("{sent} of {whole} kB").format(sent=in_kb(sent), whole=in_kb(whole))
    return _("{sent} of {whole}").format(sent=size_words(sent), whole=size_words(whole))


def wait_words(seconds: float) -> str:
    """Return a duration in seconds as words: about 22 s, about 3 min."""
    if seconds < 90:
        return _("about {seconds} s").format(seconds=number(seconds))
    return _("about {minutes} min").format(minutes=number(seconds / 60))


def file_name(name: str, ending: str) -> str:
    """Return a file name that every system accepts, with the ending that fits the bytes."""
    stem = re.sub(r'[\\/:*?"<>|⟨⟩…\x00-\x1f\ufffd]', "_", readable(name, STEM)).strip(" .") or _("document")
    return stem if stem.casefold().endswith(ending.casefold()) else f"{stem}{ending}"
