"""Documents in words: types, names, states, sizes and how long it still takes."""

import re

from fleetdesk.base.local_formats import number
from fleetdesk.base.readable import readable
from fleetdesk.base.translation import _
from fleetdesk.documents.file_names import plain_name
from fleetdesk.domain import documents
from fleetdesk.domain.outbox import Op, OpState, state_words
from fleetdesk.ui.widgets import formatting

SHORT = {
    OpState.QUEUED: _("saved on this computer"),
    OpState.SENDING: "sending",
    OpState.CONFIRMING: "confirming",
    OpState.UNCERTAIN: _("waiting to confirm"),
    OpState.DEAD: "refused",
}
STEM = 120  # letters of a name before its ending
NO_FILES = _("The server gives no files back; only documents filed from here can be shown.")


def type_words(kind: str | None) -> str:
    """What a document is, as people say it; a vendor's word that is none of ours stays as it is, in plain letters."""
    return plain_name(documents.type_words(kind)) if kind else formatting.NOTHING


def short_state(op: Op, share: float | None = None) -> str:
    """Where a write about a document stands, in two or three words; `share` of its bytes is gone."""
    said = SHORT.get(op.state, "needs your word")
    if op.damaged or op.paused:
        said = state_words(op)
    return f"{said} {share:.0%}".replace("%", " %") if share is not None and op.state is OpState.SENDING else said


def size_words(size: float) -> str:
    """12.4 MB, 850 kB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size, 1000 * bool(size)) / 1000:.0f} kB"


def share_words(sent: int, size: int) -> str:
    """12.4 of 31.0 MB."""
    done, whole = size_words(sent), size_words(size)
    return f"{done.removesuffix(whole[-3:])} of {whole}"


def wait_words(seconds: float) -> str:
    """About 22 s, about 3 min."""
    return f"about {seconds:.0f} s" if seconds < 90 else _("about {seconds} min").format(seconds=number(seconds / 60))


def count_words(count: int) -> str:
    """1 document, 2 documents."""
    return f"{count} document" if count == 1 else f"{count} documents"


def file_name(name: str, ending: str) -> str:
    """A name that every system takes, with the ending that the bytes have."""
    stem = re.sub(r'[\\/:*?"<>|⟨⟩…\x00-\x1f\ufffd]', "_", readable(name, STEM)).strip(" .") or "document"
    return stem if stem.casefold().endswith(ending.casefold()) else f"{stem}{ending}"
