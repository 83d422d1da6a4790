"""Labels, buttons and tooltips for words of anybody: no mark-up, no size of their own, the whole on demand."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QImage
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from fleetdesk.ui.widgets import foreign_text as put
from fleetdesk.ui.widgets.formatting import hover
from fleetdesk.ui.widgets.labels import Elided, Paragraph, button, label
from tests.hostile_text.looking import hover_faults, text_faults
from tests.hostile_text.strings import hostile

HOSTILE = hostile(60, 11, "file:///nowhere/bait.png")
LONG = "A" * 100_000


@pytest.fixture
def holder(qtbot):
    """A window with one widget in it, 300 pixels wide."""

    def make(widget):
        window = QWidget()
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.resize(300, 200)
        window.show()
        made.append(window)
        return window

    made = []
    return make


def least(widget):
    return widget.minimumSizeHint(), widget.minimumSize()


@pytest.mark.parametrize(
    "make", [Elided, lambda: Elided(cap_px=200), Paragraph, lambda: Paragraph(lines=2, steady=True)]
)
def test_no_text_makes_a_label_need_more_room(qtbot, holder, make):
    shown = make()
    window = holder(shown)
    shown.say("plain")
    before, size = least(shown), window.size()
    for _, text in HOSTILE:
        shown.say(text)
        assert least(shown) == before
        window.grab()
        assert window.size() == size
        assert not list(text_faults(shown.text()))


@pytest.mark.parametrize("make", [Elided, Paragraph, label])
def test_a_label_takes_no_markup(qtbot, make):
    shown = make("", "<b>x</b>") if make is not label else label("<b>x</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.text() == "<b>x</b>"


def test_a_paragraph_is_broken_where_a_word_has_no_end_and_ends_in_dots(qtbot, holder):
    shown = Paragraph(lines=3)
    holder(shown)
    shown.say("PendingFile: " + LONG)
    lines = shown.broken(200)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(shown.fontMetrics().horizontalAdvance(line) <= 200 for line in lines)
    assert shown.heightForWidth(200) == 3 * shown.fontMetrics().lineSpacing()


def test_a_paragraph_says_what_fits_whole(qtbot):
    shown = Paragraph("", "One line.\nAnother with a few words more.")
    qtbot.addWidget(shown)
    assert shown.broken(2000) == ["One line.", "Another with a few words more."]
    assert not shown.is_cut or shown.width() < 100


def test_letters_beyond_the_first_plane_are_not_torn(qtbot):
    shown = Paragraph("", "🚚 " * 60, lines=2)
    qtbot.addWidget(shown)
    assert "\N{REPLACEMENT CHARACTER}" not in "".join(shown.broken(100))


def painted(widget):
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return image


@pytest.mark.parametrize("make", [lambda: Elided("", LONG), lambda: Paragraph("", LONG)])
def test_it_is_painted_within_its_edges(qtbot, holder, make):
    shown = make()
    window = holder(shown)
    ground = painted(window)
    shown.setText("")
    empty = painted(window)
    assert ground != empty
    edge = window.width() - 2
    assert all(ground.pixel(edge, y) == empty.pixel(edge, y) for y in range(window.height()))


@pytest.mark.parametrize("make", [lambda: Elided("", LONG), lambda: Paragraph("", LONG)])
def test_what_is_cut_is_copied_whole(qtbot, holder, make):
    shown = make()
    holder(shown)
    assert shown.is_cut
    QApplication.sendEvent(shown, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2)))
    (menu,) = shown.findChildren(QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == LONG


def test_half_a_character_on_the_clipboard_is_no_exception(qapp):
    put.copy("a\ud800b")
    assert QGuiApplication.clipboard().text() == "a\N{REPLACEMENT CHARACTER}b"


def test_a_button_names_somebody_and_stays_a_button(qtbot):
    made = button("Give", "Give")
    qtbot.addWidget(made)
    for _, text in HOSTILE:
        made.say(f"Give to {text}")
        assert made.sizeHint().width() < 330
    made.say("Bell & Sons")
    assert made.text() == "Bell && Sons"


@pytest.mark.parametrize(("kind", "text"), HOSTILE[:36])
def test_a_tooltip_is_letters(qapp, kind, text):
    assert not list(hover_faults(hover(text)))


def test_a_tooltip_shows_what_was_meant(qapp):
    assert Gui.mightBeRichText(hover("<b>x</b>"))
    assert hover("a <b>x</b>\ny & z") == "<qt>a &lt;b&gt;x&lt;/b&gt;<br>y &amp; z</qt>"
    assert hover("") == ""


def test_menus_choices_and_radios_are_bounded(qtbot):
    menu, box = QMenu(), QComboBox()
    for each in (menu, box):
        qtbot.addWidget(each)
    put.add_names(box, ["plain"])
    wide = box.sizeHint()
    for _, text in HOSTILE:
        entry = put.add_entry(menu, text).text()
        assert menu.fontMetrics().horizontalAdvance(entry.replace("&&", "&")) <= put.ENTRY_PX
        radio = put.radio(text)
        qtbot.addWidget(radio)
        assert isinstance(radio, QRadioButton)
        assert radio.minimumWidth() == put.RADIO_PX
        put.add_names(box, [text])
    assert box.sizeHint() == wide
    assert box.itemData(1) == HOSTILE[0][1]


def test_a_choice_stands_for_what_it_was_made_of(qtbot):
    box = QComboBox()
    qtbot.addWidget(box)
    put.add_names(box, [LONG, "b"])
    assert put.chosen(box) == LONG
    assert len(box.currentText()) < 200


def test_an_editor_keeps_what_is_edited(qtbot):
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    put.set_value(editor, "<b>x</b>\ny")
    assert editor.toPlainText() == "<b>x</b>\ny"
    assert isinstance(editor.sizeHint(), QSize)


def test_a_text_that_is_cut_is_told_whole_where_the_pointer_rests_and_one_that_fits_is_not(holder, qtbot):
    cut, fits = Elided(text="Narva maantee 5, " * 30), Elided(text="Narva")
    for shown in (fits, cut):
        holder(shown)
        at = QPoint(5, 5)
        QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.WhatsThis, at, shown.mapToGlobal(at)))
        QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, at, shown.mapToGlobal(at)))
        assert (QToolTip.text() == hover(shown.whole)) == (shown is cut)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.parametrize("kind", [Elided, Paragraph])
def test_a_text_is_shown_again_after_words_of_our_own(qapp, kind):
    shown = kind("", "242KDN")
    shown.setText("Vehicle")
    assert (shown.text(), shown.whole, shown.is_cut) == ("Vehicle", "Vehicle", False)
    shown.say("242KDN")
    assert (shown.text(), shown.whole) == ("242KDN", "242KDN")
