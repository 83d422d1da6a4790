"""The signs of documents that have no picture: a sheet, with what it is drawn on it."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from fleetdesk.domain.documents import DocumentType
from fleetdesk.domain.outbox import Op
from fleetdesk.ui.widgets.status_icons import dot, icon_of, op_icon
from fleetdesk.ui.widgets.theme import Tokens

SIZE_PX = 20
StagedFile = tuple[tuple[float, float], ...]
HILLS: tuple[StagedFile, ...] = (((-4.5, 4), (-1.5, 0), (0.5, 2.2), (2, 0.6), (4.5, 4)),)
LINES: tuple[StagedFile, ...] = (((-3, -2), (3, -2)), ((-3, 0.8), (3, 0.8)), ((-3, 3.6), (1, 3.6)))
WAVE: tuple[StagedFile, ...] = (
    ((-3.4, 1.4), (-2, -1.4), (-1.2, 2), (0, -0.6), (1, 1.6), (3.4, 0.8)),
    ((-3, 4), (3, 4)),
)
TICKED: tuple[StagedFile, ...] = (((-3, -2), (3, -2)), ((-2.6, 2), (-0.8, 3.8), (2.8, 0)))
SIGNATURES = {DocumentType.RECEIVER_SIGNATURE, DocumentType.SENDER_SIGNATURE, DocumentType.CARRIER_SIGNATURE}


def document_icon(kind: str, tokens: Tokens) -> QIcon:
    """Return the icon of a type: a picture, a signature, a ticked sheet (CMR, delivery note) or a plain sheet."""
    if kind == DocumentType.IMAGE:
        return _sheet(tokens.dim, HILLS)
    if kind in SIGNATURES:
        return _sheet(tokens.dim, WAVE)
    return _sheet(tokens.dim, TICKED if kind in (DocumentType.CMR, DocumentType.DELIVERY_NOTE) else LINES)


def upload_icon(op: Op, tokens: Tokens) -> QIcon:
    """Return the icon of an upload, as in the outbox; one that the user paused is grey with a dash."""
    return icon_of(dot(tokens.silent, 2.0, "–")) if op.paused else op_icon(op, tokens)


@lru_cache(maxsize=64)
def _sheet(colour: str, lines: tuple[StagedFile, ...], ratio: float = 2.0) -> QIcon:
    pixmap = QPixmap(round(SIZE_PX * ratio), round(SIZE_PX * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SIZE_PX / 2, SIZE_PX / 2)
    painter.setPen(QPen(QColor(colour), 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    _draw(painter, lines)
    painter.end()
    return icon_of(pixmap)


def _draw(painter: QPainter, lines: tuple[StagedFile, ...]) -> None:
    if lines is HILLS:
        painter.drawRoundedRect(QRectF(-7, -5.5, 14, 11), 1.5, 1.5)
        painter.drawEllipse(QPointF(2.6, -2.2), 1.1, 1.1)
    else:
        outline = ((-5.5, -7.5), (2.5, -7.5), (5.5, -4.5), (5.5, 7.5), (-5.5, 7.5), (-5.5, -7.5))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in outline]))
    for line in lines:
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in line]))
