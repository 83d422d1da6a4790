import pytest

from fleetdesk.domain.count_words import count_documents, count_tasks, count_vehicles


@pytest.mark.parametrize(
    ("count_words", "said"),
    [
        (count_vehicles, ["0 vehicles", "1 vehicle", "2 vehicles"]),
        (count_tasks, ["0 tasks", "1 task", "2 tasks"]),
        (count_documents, ["0 documents", "1 document", "2 documents"]),
    ],
)
def test_each_kind_is_counted_in_words(count_words, said):
    assert [count_words(count) for count in (0, 1, 2)] == said
