"""What was read singly is newer than any list that was asked for before."""

from fleetdesk.sync.read_marks import ReadMarks


def test_a_list_is_older_than_what_was_read_since_it_was_asked_for():
    marks = ReadMarks()
    before = marks.now()
    marks.set_read("m/7")
    assert marks.read_since("m/7", before)
    assert not marks.read_since("m/7", marks.now())
    assert not marks.read_since("m/8", before)


def test_what_was_never_read_singly_is_known_as_such():
    marks = ReadMarks()
    marks.set_read("m/7")
    assert (marks.was_read("m/7"), marks.was_read("m/8")) == (True, False)
