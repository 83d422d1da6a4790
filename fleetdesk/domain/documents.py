"""Documents: photos, CMRs, delivery notes and signatures that belong to a task."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from fleetdesk.base.translation import pgettext
from fleetdesk.domain.tasks import Document, Task


class DocumentType(StrEnum):
    """What a document is, in the vendor's own words (docs/vendors/metrotec.md#files)."""

    IMAGE = "image"
    CMR = "cmr"
    DELIVERY_NOTE = "delivery_note"
    ORDER = "order"
    OTHER = "other"
    RECEIVER_SIGNATURE = "receiver_signature"
    SENDER_SIGNATURE = "sender_signature"
    CARRIER_SIGNATURE = "carrier_signature"

    @property
    def words(self) -> str:
        """Return the type as people say it."""
        return _WORDS[self]

    @property
    def within(self) -> str:
        """Return the type as people say it within a sentence."""
        return _WITHIN[self]


_WORDS = {
    DocumentType.IMAGE: pgettext("document", "Image"),
    DocumentType.CMR: pgettext("document", "CMR"),
    DocumentType.DELIVERY_NOTE: pgettext("document", "Delivery note"),
    DocumentType.ORDER: pgettext("document", "Order"),
    DocumentType.OTHER: pgettext("document", "Other"),
    DocumentType.RECEIVER_SIGNATURE: pgettext("document", "Receiver signature"),
    DocumentType.SENDER_SIGNATURE: pgettext("document", "Sender signature"),
    DocumentType.CARRIER_SIGNATURE: pgettext("document", "Carrier signature"),
}
_WITHIN = {
    DocumentType.IMAGE: pgettext("document within a sentence", "image"),
    DocumentType.CMR: pgettext("document within a sentence", "CMR"),
    DocumentType.DELIVERY_NOTE: pgettext("document within a sentence", "delivery note"),
    DocumentType.ORDER: pgettext("document within a sentence", "order"),
    DocumentType.OTHER: pgettext("document within a sentence", "other"),
    DocumentType.RECEIVER_SIGNATURE: pgettext("document within a sentence", "receiver signature"),
    DocumentType.SENDER_SIGNATURE: pgettext("document within a sentence", "sender signature"),
    DocumentType.CARRIER_SIGNATURE: pgettext("document within a sentence", "carrier signature"),
}


def type_words(kind: str) -> str:
    """Return the type of a document as people say it; a vendor's word that is none of ours stays as it is."""
    return DocumentType(kind).words if kind in set(DocumentType) else kind


AUTO_TYPES = ("jpg", "gif", "png", "webp")
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/heic": "heic",
    "image/avif": "avif",
    "application/pdf": "pdf",
}
LONGEST_SLUG = 40
CLOCKS_APART_S = 600.0  # how far a server's clock may be behind this computer's
_TAG = re.compile(r"fd[0-9a-f]{12}")


def ending_of(mime: str) -> str:
    """Return the ending of a name for such a file, without the dot."""
    return ENDINGS.get(mime, "bin")


def copy_name(sha256: str, mime: str) -> str:
    """Return the name in the folder of documents for a copy of these bytes (SHA-256 in hex)."""
    return f"{sha256}.{ending_of(mime)}"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was copied for filing: its bytes by their SHA-256 (hex) and length, and how it is to be filed.

    `name` is what the file was called, which is shown and never sent; `tag` is in the name that is sent, so that the
    document is found again on the server. `max_files` counts files of the task; `auto_type` is one of AUTO_TYPES.
    """

    sha256: str
    size: int
    mime: str
    name: str
    type: DocumentType
    tag: str = ""
    hidden: bool = False
    auto_crop: bool = False
    auto_type: str | None = None
    max_files: int | None = None

    @property
    def blob(self) -> str:
        """Return the name of its copy in the folder of documents."""
        return copy_name(self.sha256, self.mime)

    def wire_name(self, order_ref: str) -> str:
        """Return the name that is sent: ASCII, at most 100 characters, made here and not from the file's own name."""
        slug = re.sub(r"[^A-Za-z0-9]+", "-", order_ref)[:LONGEST_SLUG].strip("-")
        return "_".join(part for part in (self.type.value, slug, self.tag) if part) + f".{ending_of(self.mime)}"

    def jsonable(self) -> dict[str, Any]:
        """Return the upload as JSON values."""
        return asdict(self)


def upload_of(read: Mapping[str, Any]) -> Upload:
    """Return the upload of such JSON values; ValueError or TypeError where they are none."""
    known = {each.name for each in fields(Upload)}
    made = Upload(**{name: value for name, value in read.items() if name in known})
    if not re.fullmatch(r"[0-9a-f]{64}", made.sha256) or not isinstance(made.size, int):
        raise ValueError("no document")
    return Upload(**{**asdict(made), "type": DocumentType(made.type)})


def new_tag(sha256: str, uid: str) -> str:
    """Make a mark that no other upload has: twelve hexadecimal digits after "fd"."""
    return f"fd{sha256[:6]}{uid[:6]}"


def is_tagged(upload: Upload, document: Document) -> bool:
    """Return whether a file on the server bears the document's mark, where the server shows the names it was sent."""
    return bool(upload.tag) and any(upload.tag in (name or "") for name in (document.name, document.file_name))


def could_be(upload: Upload, document: Document, user: str, since: float) -> bool:
    """Return whether a new file may be the upload, sent at `since` (seconds since 1970) by `user`; never by name.

    A server may turn a picture into another format (auto_type), so only a PDF tells that it is none.
    """
    if any(_TAG.search(name or "") for name in (document.name, document.file_name)):
        return False
    if user and document.sender and document.sender != user:
        return False
    if document.uploaded_at is not None and document.uploaded_at.timestamp() < since - CLOCKS_APART_S:
        return False
    pdf = "application/pdf"
    return not document.mime or (document.mime == pdf) == (upload.mime == pdf)


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A copy that waits to be filed; `task` is the key of the task it was dropped on, or empty."""

    sha256: str
    size: int
    mime: str
    name: str
    note: str = ""
    task: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """A document and the task that it is to be filed on."""

    task: Task
    upload: Upload
