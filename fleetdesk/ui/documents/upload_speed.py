"""How fast the documents go, smoothed, and how long they still take."""

from fleetdesk.base.local_formats import size_words
from fleetdesk.base.translation import _
from fleetdesk.domain.count_words import count_documents
from fleetdesk.ui.widgets.document_formatting import share_words, wait_words

KEPT = 0.85  # of the pace before; four looks a second make this about a second and a half


class UploadPace:
    """The bytes a second of all that is on its way."""

    def __init__(self) -> None:
        self.speed = 0.0

    def add(self, speed: float) -> None:
        """Add a measured speed in bytes a second to the average; 0 once nothing is on its way."""
        self.speed = speed if not self.speed else KEPT * self.speed + (1 - KEPT) * speed
        if self.speed < 1:
            self.speed = 0.0

    def words(self, count: int, sent: int, whole: int) -> str:
        """Return the progress in words: 3 documents, 12.4 of 31.0 MB, 850 kB/s, about 22 s."""
        if not sent:
            return f"{count_documents(count)}, {size_words(whole)}"
        said = [count_documents(count), share_words(sent, whole)]
        if self.speed:
            said += [_("{size}/s").format(size=size_words(self.speed)), wait_words(max(whole - sent, 0) / self.speed)]
        return ", ".join(said)
