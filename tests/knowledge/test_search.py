from knowledge.search import Index
from knowledge.words import LONGEST, words


def test_a_rare_word_decides_over_a_common_one() -> None:
    index = Index([["補助", "会議"], ["補助", "応援"], ["補助", "研修"]])

    assert [hit.place for hit in index.find(["補助", "応援"], 1)] == [1]


def test_coverage_is_the_share_of_the_question_that_was_found() -> None:
    index = Index([["応援", "補助"], ["研修"]])

    whole, *_ = index.find(["応援", "補助"], 1)
    part, *_ = index.find(["応援", "水道", "料金"], 1)

    assert whole.coverage == 1.0
    assert part.coverage < 0.4


def test_nothing_in_common_finds_nothing() -> None:
    assert Index([["応援"]]).find(["水道"], 5) == []
    assert Index([]).find(["水道"], 5) == []
    assert Index([["応援"]]).find([], 5) == []


def test_equal_scores_keep_the_order_of_the_texts() -> None:
    assert [hit.place for hit in Index([["応援"], ["応援"], ["応援"]]).find(["応援"], 2)] == [0, 1]


def test_spelling_and_width_do_not_matter() -> None:
    assert words("地域協働体") == words("地域 協働体")
    assert words("NPO") == words("NPO")
    assert words("取組み") == words("取り組み")


def test_particles_and_question_words_are_no_search_words() -> None:
    assert words("これは何ですか?") == []


def test_a_very_long_text_is_looked_at_only_so_far() -> None:
    assert len(words("応援" * LONGEST)) <= LONGEST
