from knowledge.ranking import rank

CORPUS = [
    {"id": "f1", "question": "粗大ごみの出し方", "answer": "電話で申し込んでください。"},
    {"id": "f2", "question": "住民票の写し", "answer": "窓口で受け取れます。"},
    {"id": "f3", "question": "ごみの袋の値段", "answer": "店で売っています。"},
]


def test_a_run_names_query_document_rank_and_score_best_first() -> None:
    lines = [line.split() for line in rank(CORPUS, [{"id": "q1", "text": "粗大ごみの出し方"}], top=10)]

    assert [(line[0], line[1], line[2], line[3], line[5]) for line in lines] == [
        ("q1", "Q0", "f1", "1", "wasshoi"),
        ("q1", "Q0", "f3", "2", "wasshoi"),
    ]
    assert float(lines[0][4]) > float(lines[1][4])


def test_no_more_lines_than_asked_for_and_none_for_junk() -> None:
    queries = [{"id": "q1", "text": "ごみ"}, {"id": "q2", "text": "🎆"}]

    assert [line.split()[0] for line in rank(CORPUS, queries, top=1)] == ["q1"]
