"""What kind of thing a question asks for, and whether the place that was found holds such a thing at all.

Scores can't tell 「会議室の使用料は?」 from 「会議室は使える?」: both are near, only one is answered there.
"""

import re
import unicodedata

from knowledge.articles import Article
from knowledge.asking import HOW_MUCH

_HEADS = "会長|代表者?|委員長|議長|センター長|部長|課長|市長|所長"
_PLACES = "センター|協働体|公民館|支所|自治会|町内会|企業|会社|団体|NPO|協議会"
_NEVER = re.compile(r"(?!)")  # the plan names no person and no address but the city's
_EACH = "(一|1)(人|地域|世帯|戸|軒|件|団体)|人っこ一人|ひとり(あたり|当たり)"
_YEN = "何円|何十?万|何千|なんぼ|いくら|単価|なんえん"
_EQUIPMENT = "AED|駐車場|エレベーター|Wi-?Fi|無線LAN|冷房|暖房|エアコン|何階|段差|スロープ|授乳室"
_REPAIR = "修繕(?!費)|改修|雨漏|修理|建て替え|建替|リフォーム"
# The plan was made before: it knows neither names nor numbers nor decisions of this year or the next.
_THIS_YEAR = (
    "(今年|ことし|今年度|本年度?|来年度?|らいねん)[^。]{0,30}(何か?所|何人|なんにん|何団体|いくつ|誰|だれ|何月|何日|決ま|改正|変更)"
    "|(今|現在|最新)の(数|人数|名簿|一覧)|(this|next) year[^.?]{0,40}(how many|who|when)"
    "|(how many|who|when)[^.?]{0,60}(this|next) year"
)
# What is missing, how it is asked for, what holds it.
_SLOTS = (
    (
        "金額",
        re.compile(f"いくら|{HOW_MUCH}|何円|何万|料金|使用料|利用料|値段|時給|月給|予算額|総額"),
        re.compile(r"\d\s*万?円|限度額|補助率"),
    ),
    (
        "人の名前",
        re.compile(
            f"({_HEADS}|担当者|委員|職員|[方人者](たち|々|達)?)の?お?(名前|氏名)|({_HEADS})(は|って)?(今は?)?、?(誰|だれ|どなた)(です|で|の|$)"
            r"|who('s| is) (the|our) (mayor|chair\w*|head|director|president|leader)"
            r"|names? of the (mayor|chair\w*|head)"
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
    # 「限度額は?」 is answered by the rule; what comes out of it for one place or person is another thing.
    (
        "円での金額",
        re.compile(
            rf"({_EACH})[^。、]{{0,20}}({_YEN})|具体的[^。、]{{0,14}}({_YEN}|金額)|(均等割|地域割)[^。、]{{0,6}}何円"
        ),
        re.compile(r"\d\s*万?円"),
    ),
    (
        "任期",
        re.compile("任期|何年(間)?(務め|つとめ|やる)|途中で(辞め|やめ)|term of office"),
        re.compile("任期"),
    ),
    ("設備", re.compile(_EQUIPMENT, re.IGNORECASE), re.compile(_EQUIPMENT, re.IGNORECASE)),
    ("修理や建て替え", re.compile(_REPAIR), re.compile(_REPAIR)),
    ("今の年度のこと", re.compile(_THIS_YEAR, re.IGNORECASE), _NEVER),
)


_NUMBERED = re.compile(
    "電話|でんわ|番号|FAX|ファックス", re.IGNORECASE
)  # 「電話はなんぼだべ」 asks for no amount


def asked(question: str) -> frozenset[str]:
    """The kinds of things that a question asks for, of those that are known."""
    text = unicodedata.normalize("NFKC", question[:1000])
    found = {name for name, asking, _ in _SLOTS if asking.search(text)}
    return frozenset(found - {_SLOTS[0][0]} if _NUMBERED.search(text) else found)


def held(article: Article) -> frozenset[str]:
    """The kinds of things that an article holds."""
    return frozenset(name for name, _, holding in _SLOTS if holding.search(article.body))


def missing(article: Article, question: str) -> str | None:
    """What the question asks for and the article doesn't hold; None when nothing is known to be missing."""
    lacking = asked(question) - held(article)
    return next((name for name, _, _ in _SLOTS if name in lacking), None)
