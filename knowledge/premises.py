"""What a question takes for granted, held against the plan: 「補助率4分の3ですよね」 is put right."""

import re

from knowledge.library import Article
from knowledge.values import amounts, shares, yen

# 「30万円かかったら」 states what something costs, not what the plan allows.
_COST = re.compile("かか[るっりれ]|経費が|費用が|使った|使うと|の事業(を|だと|なら)|払った|の出費")


def correction(article: Article, question: str) -> str | None:
    """The sentence that puts right a wrong amount or share in a question; None when nothing is wrong.

    Only for articles with such rows: elsewhere a number may be about anything.
    """
    facts = dict(article.rows)
    limit, share = facts.get("限度額"), facts.get("補助率")
    if limit and not _COST.search(question) and set(amounts(question)) - set(amounts(limit)):
        return _put_right("限度額", limit, named=bool(amounts(limit)))
    if share and set(shares(question)) - set(shares(share)):
        return _put_right("補助率", share, named=True)
    return None


def reckoning(article: Article, question: str) -> str | None:
    """What a stated cost would bring, where the article gives a share and one limit in yen; else None."""
    facts = dict(article.rows)
    costs = amounts(question) if _COST.search(question) else []
    limits, rates = amounts(facts.get("限度額", "")), shares(facts.get("補助率", ""))
    if len(costs) != 1 or len(set(limits)) != 1 or len(rates) != 1:
        return None
    part = int(costs[0] * rates[0])
    least = min(part, limits[0])
    return (
        f"{yen(costs[0])}の{facts['補助率'].replace(' ', '')}は{yen(part)}、限度額は{yen(limits[0])}なので、"
        f"{yen(least)}までです。"
    )


def _put_right(label: str, text: str, *, named: bool) -> str:
    if not named:
        return f"計画には、円での金額は書かれていません。{label}は、こう書かれています。\n{text}"
    return f"計画では、そうではありません。{label}:{text}"
