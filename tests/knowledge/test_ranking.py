import pytest

from knowledge.encoder import Encoder
from knowledge.ranking import rank

CORPUS = [
    {"id": "f1", "question": "粗大ごみの出し方", "answer": "電話で申し込んでください。"},
    {"id": "f2", "question": "住民票の写し", "answer": "窓口で受け取れます。"},
    {"id": "f3", "question": "ごみの袋の値段", "answer": "店で売っています。"},
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def test_a_run_names_query_document_rank_and_score_best_first(encoder: Encoder) -> None:
    lines = [line.split() for line in rank(CORPUS, [{"id": "q1", "text": "粗大ごみの出し方"}], 10, encoder)]

    assert [(line[0], line[1], line[3], line[5]) for line in lines] == [
        ("q1", "Q0", str(place), "wasshoi") for place in (1, 2, 3)
    ]
    assert [line[2] for line in lines][:2] == ["f1", "f3"]
    assert float(lines[0][4]) > float(lines[1][4]) > float(lines[2][4])


def test_other_words_for_the_same_thing_find_it(encoder: Encoder) -> None:
    lines = rank(CORPUS, [{"id": "q1", "text": "不用になった家具を捨てたい"}], 1, encoder)

    assert [line.split()[2] for line in lines] == ["f1"]


def test_no_more_lines_than_asked_for_and_nothing_of_nothing(encoder: Encoder) -> None:
    queries = [{"id": "q1", "text": "ごみ"}, {"id": "q2", "text": "🎆"}]

    assert [line.split()[0] for line in rank(CORPUS, queries, 1, encoder)] == ["q1", "q2"]
    assert list(rank([], queries, 1, encoder)) == []
