"""Which 事業 has what is named: 「全額出してくれる補助はどれ?」 asks from the value to the thing."""

import re

from knowledge import finding, names, subjects
from knowledge.articles import Article
from knowledge.library import Library
from knowledge.values import amounts, shares

_WHICH = re.compile(r"どれ|どの(補助|事業|制度|お金|支援)|どっち|どちら|\bwhich\b", re.IGNORECASE)
_PAYS = re.compile(
    r"補助|助成|支援|応援|お金|もらえ|貰え|出し?て|出る|\b(grant|subsid|fund|cover|pay)", re.IGNORECASE
)
_WHOLE = re.compile(
    r"全部|ぜんぶ|すべて|全て|まるまる|丸々|\b(everything|all the costs?|in full)\b", re.IGNORECASE
)
_SHARE, _LIMIT = "補助率", "限度額"


def holding(library: Library, question: str) -> list[Article]:
    """The 事業 with the share or the amount that is named, where it is asked which; else none."""
    text = finding.plain(question)
    named = names.named(library, text) or subjects.things(library, text)
    if not (_WHICH.search(text) and _PAYS.search(text)):
        return []
    share, amount = set(shares(_WHOLE.sub("全額", text))), set(amounts(text))
    found = [
        each
        for each in library.by_project.values()
        if share & set(shares(_row(each, _SHARE))) or amount & set(amounts(_row(each, _LIMIT)))
    ]
    return found if not named or set(found) <= set(named) else []  # 「応援金は全額?」 asks of that one


def _row(article: Article, label: str) -> str:
    return dict(article.rows).get(label, "")
