import pytest

from knowledge.postings import beside_best
from knowledge.search import Index
from knowledge.sounds import Sounds, pieces
from knowledge.words import LONGEST, read, words


def test_a_rare_word_decides_over_a_common_one() -> None:
    index = Index([["補助", "会議"], ["補助", "応援"], ["補助", "研修"]])

    assert index.scores(["補助", "応援"]).argmax() == 1


def test_coverage_is_the_share_of_the_question_that_was_found() -> None:
    index = Index([["応援", "補助"], ["研修"]])

    assert index.coverage(["応援", "補助"]).tolist() == [1.0, 0.0]
    assert index.coverage(["応援", "水道", "料金"])[0] < 0.4


def test_likeness_counts_what_either_side_has_beyond_the_other() -> None:
    sounds = Sounds([pieces("オウエンキン"), pieces("オウエンキンノモウシコミ"), pieces("スイドウ")])
    same, longer, other = sounds.likeness(pieces("オウエンキン")).tolist()

    assert same == 1.0
    assert 0 < longer < same
    assert other == 0


def test_a_slip_of_the_ear_is_still_near() -> None:
    sounds = Sounds([pieces("オウエンキン"), pieces("スイドウ")])
    again = Sounds(kept=sounds.arrays)

    assert sounds.scores(pieces("オーエンキン")).argmax() == 0
    assert 0 < sounds.coverage(pieces("オーエンキン"))[0] < 1
    assert again.coverage(pieces("オーエンキン")).tolist() == sounds.coverage(pieces("オーエンキン")).tolist()


@pytest.mark.parametrize("spoken", ["", "ア", "🎉🎉", "ｱ"])
def test_what_hardly_sounds_is_like_nothing(spoken: str) -> None:
    assert Sounds([pieces("オウエンキン"), pieces("")]).likeness(pieces(spoken)).tolist() == [0.0, 0.0]
    assert Sounds([]).coverage(pieces(spoken)).tolist() == []


def test_nothing_in_common_scores_nothing() -> None:
    assert Index([["応援"]]).scores(["水道"]).tolist() == [0.0]
    assert Index([]).scores(["水道"]).tolist() == []
    assert Index([["応援"]]).coverage([]).tolist() == [0.0]


def test_scores_are_shares_of_the_best_so_that_they_can_be_added() -> None:
    index = Index([["応援"], ["応援", "補助"]])

    assert beside_best(index.scores(["補助"])).tolist() == [0.0, 1.0]
    assert beside_best(index.scores(["水道"])).tolist() == [0.0, 0.0]


def test_an_index_is_the_same_after_it_was_kept() -> None:
    index = Index([["応援", "補助", "応援"], [], ["研修"]])
    again = Index(kept=index.arrays)

    assert again.scores(["応援", "研修", "水道"]).tolist() == index.scores(["応援", "研修", "水道"]).tolist()
    assert again.weight("応援") == index.weight("応援")
    assert again.held() == [{"応援", "補助"}, set(), {"研修"}]
    assert Index(kept=Index([]).arrays).scores(["水道"]).tolist() == []


def test_spelling_and_width_do_not_matter() -> None:
    assert words("地域協働体") == words("地域 協働体")
    assert words("NPO") == words("NPO")
    assert words("取組み") == words("取り組み")


def test_kana_and_kanji_sound_the_same() -> None:
    assert set(read("おうえんきん").sounds) == set(read("応援金").sounds)


def test_particles_and_question_words_are_no_search_words() -> None:
    assert words("これは何ですか?") == ()


def test_a_very_long_text_is_looked_at_only_so_far() -> None:
    assert len(words("応援" * LONGEST)) <= LONGEST
