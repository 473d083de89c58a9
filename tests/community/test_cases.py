from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from community import cases


def test_a_case_is_found_under_the_code_the_person_was_given(session: Session, now: datetime) -> None:
    older = cases.open_case(session, "line:a", "KeyError", "somewhere", now - timedelta(hours=1))
    newer = cases.open_case(session, "line:b", "ValueError", "elsewhere", now)

    assert [(case.reference, case.subject) for case in cases.latest(session)] == [
        (newer, "line:b"),
        (older, "line:a"),
    ]


def test_a_code_is_understood_as_it_is_read_out(session: Session, now: datetime) -> None:
    reference = cases.open_case(session, "line:a", "KeyError", "somewhere", now)
    session.flush()

    for spoken in (reference, reference.lower(), reference.replace("-", ""), f" {reference} "):
        found = cases.find(session, spoken)
        assert found is not None
        assert found.subject == "line:a"
    assert cases.find(session, "AAA-AAA") is None
    assert cases.find(session, "") is None


def test_a_code_can_be_read_out_over_the_telephone() -> None:
    for _ in range(200):
        head, tail = cases.new_reference().split("-")
        assert len(head) == len(tail) == 3
        assert not set(head + tail) & set("01ILOUV")
