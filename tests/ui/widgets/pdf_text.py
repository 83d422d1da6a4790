"""The words of a PDF."""

import pypdfium2


def text_in(pdf):
    """The text of each page, with lines as blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()
