from pathlib import Path

from bot import secret_key


def test_a_key_that_is_set_is_the_key_and_nothing_is_kept(data: Path) -> None:
    assert secret_key.kept(data, "given") == "given"
    assert not data.exists()


def test_a_key_that_is_made_stays_the_same_and_is_its_owners_only(data: Path) -> None:
    first = secret_key.kept(data, "")

    assert secret_key.kept(data, "") == first
    assert len(first) > 40
    assert (data / secret_key.FILE).stat().st_mode & 0o077 == 0
