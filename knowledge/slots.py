"""What kind of thing a question asks for, and whether the place that was found holds such a thing at all.

Scores can't tell 「会議室の使用料は?」 from 「会議室は使える?」: both are near, only one is answered there.
"""

import re
import unicodedata

from knowledge.library import Article

_HEADS = "会長|代表者?|委員長|議長|センター長|部長|課長|市長|所長"
_PLACES = "センター|協働体|公民館|支所|自治会|町内会|企業|会社|団体|NPO|協議会"
_NEVER = re.compile(r"(?!)")  # the plan names no person and no address but the city's
# What is missing, how it is asked for, what holds it.
_SLOTS = (
    (
        "金額",
        re.compile("いくら|なんぼ(?!.{0,2}あ)|何円|何万|料金|使用料|利用料|値段|時給|月給|予算額|総額"),
        re.compile(r"\d\s*万?円|限度額|補助率"),
    ),
    (
        "人の名前",
        re.compile(
            f"({_HEADS}|担当者|委員|職員)の?お?(名前|氏名)|({_HEADS})(は|って)?(今は?)?、?(誰|だれ|どなた)(です|で|の|$)"
        ),
        _NEVER,
    ),
    (
        "連絡先や場所",
        re.compile(f"({_PLACES})の?(電話|住所|連絡先|FAX|ファックス|メール|場所|地図|所在地)"),
        _NEVER,
    ),
    (
        "手続き",
        re.compile("予約|申込|申し込み|申請(書|方法|の仕方)|様式|締め?切り?"),
        re.compile("予約|申込|申請書"),
    ),
    ("人の給料", re.compile(f"({_HEADS}|議員)の?(給料|給与|報酬|年収)"), _NEVER),
    ("人数", re.compile("何人|人数|何名"), re.compile(r"\d\s*[人名]")),
    ("時間", re.compile("何時|なんじ|営業時間|開館時間|休館日|定休日"), _NEVER),
)


def missing(article: Article, question: str) -> str | None:
    """What the question asks for and the article doesn't hold; None when nothing is known to be missing."""
    text = unicodedata.normalize("NFKC", question[:1000])
    for name, asking, holding in _SLOTS:
        if asking.search(text) and not holding.search(article.body):
            return name
    return None
