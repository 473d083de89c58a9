import pytest

from community import telephones
from community.ledger import person_key
from community.telephones import TelephoneUnclear


@pytest.mark.parametrize(
    "written",
    ["0191-21-2111", "0191212111", "０１９１－２１－２１１１", "(0191) 21 2111", "+81 191 21 2111",
     "+81-(0)191-21-2111", "0191ー21ー2111", "0191・21・2111", "０１９１（２１）２１１１", " 0191−21−2111\n"],
)  # fmt: skip
def test_a_number_is_kept_one_way_however_it_is_written(written: str) -> None:
    assert telephones.read(written) == "0191-21-2111"
    assert person_key("佐藤はな", written) == person_key("佐藤 はな", "0191-21-2111") or "(0)" in written


@pytest.mark.parametrize(
    ("written", "kept"),
    [("09012345678", "090-1234-5678"), ("0312345678", "03-1234-5678"), ("05012345678", "050-1234-5678"),
     ("0120444444", "0120-444-444"), ("+1 650 253 0000", "+1 650-253-0000")],
)  # fmt: skip
def test_mobile_city_free_and_foreign_numbers_are_read(written: str, kept: str) -> None:
    assert telephones.read(written) == kept


@pytest.mark.parametrize(
    ("written", "reason"),
    [("", "empty"), (" - ", "empty"), ("0191-21-21AB", "letters"), ("ゼロいちきゅう", "letters"),
     ("0191-21-2111(内線3)", "letters"), ("0191", "short"), ("21-2111", "short"),
     ("090-1234-56789012", "long"),
     ("0000000000", "unknown"), ("090" + "9" * 10_000, "long"), ("+", "letters"), ("+999", "short")],
)  # fmt: skip
def test_what_cannot_be_called_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(TelephoneUnclear) as refused:
        telephones.read(written)
    assert refused.value.facts == {"reason": reason}
