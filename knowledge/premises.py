"""What a question takes for granted, held against the plan: 「補助率4分の3ですよね」 is put right."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from knowledge import polarity
from knowledge.articles import Article
from knowledge.phrases import say
from knowledge.quantities import quantities
from knowledge.quotes import Quote
from knowledge.tellings import Language
from knowledge.values import amounts, shares, yen
from knowledge.words import clean, words

# 「30万円かかったら」 states what something costs, not what the plan allows.
_COST = re.compile(
    r"かか[るっりれ]|経費(が|は|で)|費用(が|は|で)|使った|使っ[てた]|使うと|使い|つかっ|の事業(を|だと|なら)|払っ|出費|支出|買っ|見込"
    r"|\b(spen[dt]|costs?|paid|pay|bill)\b",
    re.IGNORECASE,
)
# 「…ですよね」 「…でしょ」 「…で合ってますか」: something is taken for true.
_TAKEN = re.compile(
    r"(です|ます|でした|ました|ん|だ|の)よね|だよな|(でしょ|だろ)う?(?!か)|だったよね"
    r"|でしたっけ|だっけ|だべ[?。!?]?(?!か)|んだべ"
    r"|(間違い|相違)(は)?(ない|あり|ござ)|[合会あ]って(い|お)?(ます|る|り)|よろしい(です|でしょう)"
    r"|いいんですよね|そうですね|(同じ|おなじ|一緒).{0,6}ですね|理解して|記憶して|認識して"
    r"|と(聞|効|き|伺|うかが)[いっ]|(だ|です)って(聞|ね|よ)|本当(です|か)|確認"
    r"|\bright\?|isn't (it|there|that)|aren't (they|there)|doesn't it|correct\?|is it true|i heard",
    re.IGNORECASE,
)
# Only what ends in it is a statement; and 「全部」 is rarely what a plan says.
_ENDS = re.compile(
    r"(よね|でしょう?|だべ|right|(同じ|おなじ|一緒|いっしょ).{0,6}ですね|isn't (it|there)|aren't they"
    r"|doesn't it|[合会あ]って(い|お)?り?ますか|(間違い|相違)[^。]{0,12}か|でしたっけ)"
    r"[?。!\s]*$"
)
# What asks for something states nothing: 「どごの課さいるんだべ」.
_OPEN = re.compile(
    r"何|なに|なん[のでかだ]|どこ|どご|どの|どんな|どちら|どれ|いつ|誰|だれ|いくら|いくつ|なんぼ|なぜ|なして|どう|なじょ"
    r"|\b(what|which|who|where|when|why|how)\b",
    re.IGNORECASE,
)
# Two things taken for one: the plan is made of what tells its words apart.
_SAME = re.compile(r"と.{1,20}(は|って)、?(同じ|おなじ|一緒|いっしょ)")
_ALL = re.compile(
    r"全部|ぜんぶ|全て|すべて|一切|いっさい|みんな|全員|\b(every|all|always|only)\b", re.IGNORECASE
)
SURELY = 1.0
AS_NEAR = 0.4  # how near next to the nearest quote a fact must be, for a question to be about it
_KINDS_COMPARED = ("phone", "year", "years", "people", "chapter", "count")


def takes_for_granted(question: str) -> bool:
    """Whether a question states something and only wants to hear that it is so."""
    return bool(_TAKEN.search(clean(question)))


def correction(
    article: Article,
    question: str,
    quotes: Sequence[Quote] = (),
    counted: int = 0,
    vocabulary: frozenset[str] = frozenset(),
) -> str | None:
    """The sentence that puts right a wrong number in a question; None when nothing is known to be wrong.

    Amounts and shares are held against the article's own rows; other numbers only where the question states
    them, against the facts that it is about (the nearest of `quotes`): elsewhere a number may be about
    anything. `counted` is how many things the article lists, 0 when it lists none; `vocabulary` are the
    words that it and the ways of asking for it know: what is taken for granted in other words may be
    something else, and the plan's own words are set beside it.
    """
    facts = dict(article.rows)
    limit, share = facts.get("限度額"), facts.get("補助率")
    if limit and not _COST.search(question) and set(amounts(question)) - set(amounts(limit)):
        return _put_right("限度額", limit, named=bool(amounts(limit)))
    if share and set(shares(question)) - set(shares(share)):
        return _put_right("補助率", share, named=True)
    if amounts(question) or not takes_for_granted(question):
        return None
    if shares(question):
        return None if share else _false_share(shares(question), quotes)
    stated = quantities(question)
    count = (stated.get("count") or frozenset()) | (stated.get("bare") or frozenset())
    if counted and count and counted not in count:
        return f"{say('wrong')}{counted}あります。"
    return _false(stated, quotes) or _denied(question, quotes) or _doubtful(question, quotes, vocabulary)


def _false_share(stated: Sequence[Fraction], quotes: Sequence[Quote]) -> str | None:
    """The nearest fact with a share, if it is another one than what is stated."""
    holding = (quote for quote in quotes if quote.fact and shares(quote.fact.span))
    nearest = next(holding, None)
    if nearest is None or set(stated) & set(shares(nearest.text)):
        return None
    return f"{say('wrong')}\n{nearest.text}"


def _denied(question: str, quotes: Sequence[Quote]) -> str | None:
    """The nearest sentence that says of what is claimed that it is not so."""
    near = [quote for quote in quotes if quote.near >= quotes[0].near * AS_NEAR]
    found = next((quote for quote in near if polarity.is_denied(question, quote.text)), None)
    return f"{say('beside')}\n{found.text}" if found else None


def _false(stated: Mapping[str, frozenset[int]], quotes: Sequence[Quote]) -> str | None:
    """The nearest fact with another number of a kind that is stated, if no fact has that number."""
    near = [quote for quote in quotes if quote.fact and quote.near >= quotes[0].near * AS_NEAR]
    if stated.get("phone"):  # one office has several: the one that is asked for counts
        near = near[:1]
    found = [(quote, _agrees(stated, quote)) for quote in near]
    if any(agrees for _, agrees in found):
        return None
    return next((f"{say('wrong')}\n{quote.text}" for quote, agrees in found if agrees is False), None)


def _doubtful(question: str, quotes: Sequence[Quote], vocabulary: frozenset[str]) -> str | None:
    """The nearest fact, where something is taken for granted that the article doesn't speak of, or of all."""
    if (
        not quotes
        or quotes[0].near < SURELY
        or not _ENDS.search(clean(question).strip())
        or _OPEN.search(question)
    ):
        return None
    strange = set(words(question)) - vocabulary
    everything = _ALL.search(question) and not _ALL.search(quotes[0].text)
    opposite = polarity.denies(question) and not polarity.denies(quotes[0].text)
    same = _SAME.search(clean(question))
    return f"{say('beside')}\n{quotes[0].text}" if strange or everything or opposite or same else None


def _agrees(stated: Mapping[str, frozenset[int]], quote: Quote) -> bool | None:
    """Whether a fact has the number that is stated; None when it has none of that kind."""
    held = quantities(quote.text)
    for kind in _KINDS_COMPARED:
        if stated.get(kind) and held.get(kind):
            return bool(stated[kind] & held[kind])
    bare = stated.get("bare") or stated.get("count")
    counted = held.get("count")
    return bool(bare & counted) if bare and counted else None


def reckoning(article: Article, question: str, language: Language = Language.JAPANESE) -> str | None:
    """What a stated cost would bring, where the article gives a share and one limit in yen; else None."""
    facts = dict(article.rows)
    costs = amounts(question) if _COST.search(question) else []
    limits, rates = amounts(facts.get("限度額", "")), shares(facts.get("補助率", ""))
    if len(costs) != 1 or len(set(limits)) != 1 or len(rates) != 1:
        return None
    part = int(costs[0] * rates[0])
    least = min(part, limits[0])
    return say(
        "reckoned",
        language,
        cost=yen(costs[0], language),
        share=facts["補助率"].replace(" ", ""),
        part=yen(part, language),
        limit=yen(limits[0], language),
        least=yen(least, language),
    )


def _put_right(label: str, text: str, *, named: bool) -> str:
    if not named:
        return f"計画には、円での金額は書かれていません。{label}は、こう書かれています。\n{text}"
    return f"{say('wrong')}{label}:{text}"
