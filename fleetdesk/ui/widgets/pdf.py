"""What is printed as a PDF: for files, and for the preview, which shows it."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from fleetdesk.base.readable import readable
from fleetdesk.ui.widgets.paper import Fill, Paper, UnderWay

DOTS_AN_INCH = 300
A4 = QPageSize(QPageSize.PageSizeId.A4)


def pdf_of(title: str, fill: Fill, layout: QPageLayout | None = None, under_way: UnderWay | None = None) -> bytes:
    """Return what `fill` writes as a PDF, on A4 unless there is a layout. It may take seconds: call it in a thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setTitle(readable(title))
    device.setCreator("FleetDesk")
    device.setResolution(DOTS_AN_INCH)
    if layout is not None:
        device.setPageLayout(layout)
    else:
        device.setPageSize(A4)
    write(Paper(device, title, under_way), fill)
    return bytes(buffer.data().data())


def write(paper: Paper, fill: Fill) -> None:
    """Have all of it written, and finish the last page, also where it is stopped before the end."""
    try:
        fill(paper)
    finally:
        paper.end()
