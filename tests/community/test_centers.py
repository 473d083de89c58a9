import pytest

from community import centers


def test_what_is_not_known_of_a_center_is_none() -> None:
    first, unknown = centers.center("一関市民センター"), centers.center("渋民")

    assert first is not None
    assert unknown is not None
    assert (first.telephone, first.spot) == ("0191-21-2148", None)
    assert (unknown.area, unknown.address, unknown.telephone, unknown.spot) == ("大東", None, None, None)
    assert not [each for each in centers.centers() if "" in (each.address, each.telephone)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("藤沢", "藤沢市民センター"),
        ("藤沢市民センター", "藤沢市民センター"),
        ("一関市猿沢市民センター", "猿沢市民センター"),
        ("一関", "一関市民センター"),
        ("一関市一関市民センター", "一関市民センター"),
        ("一関市民センター", "一関市民センター"),
        ("どこか", None),
        ("", None),
    ],
)
def test_a_center_is_found_by_its_short_and_its_official_name(said: str, name: str | None) -> None:
    found = centers.center(said)

    assert (found and found.name) == name


def test_the_areas_are_the_eight_former_municipalities() -> None:
    assert centers.areas() == ("一関", "花泉", "大東", "千厩", "東山", "室根", "川崎", "藤沢")


def test_neighbours_lie_beside_each_other_both_ways_and_the_far_end_of_town_is_none() -> None:
    beside = {area: centers.neighbours(area) for area in centers.areas()}

    assert all(area in beside[other] for area, others in beside.items() for other in others)
    assert all(area not in others and others for area, others in beside.items())
    assert "室根" not in beside["一関"]
    assert "花泉" in beside["一関"]
    assert {"千厩", "大東"} <= set(beside["室根"])
    assert centers.neighbours("東京") == ()
