"""Where it shall be: the town's eight areas, by their names and those of places in them, in kana and English.

The areas and centres are those of `community/centers.py`, which this floor doesn't know: a test holds both
together. Places known by nearly everybody (厳美渓) are here too. 一関市 and 市内 are the whole town: no area.
"""

import re

from knowledge.wishes.marks import Mark, Room

# By area: itself, and then its places; kana where no other word sounds so.
_NAMES = {
    "一関": """
        一関 一ノ関 一の関 関が丘 山目 中里 狐禅寺 滝沢 真柴 厳美渓 厳美 萩荘 舞川 弥栄 赤荻
        いちのせき やまのめ こぜんじ たきざわ げんびけい げんび はぎしょう まいかわ せきがおか やさかえ
    """,
    "花泉": """
        花泉 花いずみ 永井 涌津 油島 老松 日形 金沢
        はないずみ はなえずみ わくつ ゆしま おいまつ ひがた
    """,
    "大東": """
        大東 大とう 大原 摺沢 興田 猿沢 渋民 曽慶 曾慶 鳥海
        だいとう おおはら すりさわ おきた さるさわ しぶたみ そげい
    """,
    "千厩": "千厩 千まや 小梨 奥玉 磐清水 せんまや おくたま",
    "東山": "東山 ひがし山 松川 田河津 長坂 猊鼻渓 ひがしやま まつかわ たこうづ げいびけい",
    "室根": "室根山 室根 むろ根 折壁 矢越 津谷川 むろね",
    "川崎": "川崎 川さき 薄衣 門崎 かわさき うすぎぬ",
    "藤沢": "藤沢 ふじ沢 黄海 保呂羽 大籠 ふじさわ",
}
PLACES = {area: tuple(names.split()) for area, names in _NAMES.items()}
_ENGLISH = {
    "一関": "yamanome|genbi(?:kei)?|hagisho|maikawa|kozenji|ichinoseki (?=area)",
    "花泉": "hanaizumi",
    "大東": "daito|ohara|surisawa|okita",
    "千厩": "senmaya",
    "東山": "higashiyama|geibikei",
    "室根": "murone",
    "川崎": "kawasaki",
    "藤沢": "fujisawa",
}
WHOLE_TOWN = "*"
# Somebody's name, another town: 藤沢さん, 金沢市, 川崎市.
_NOBODY = r"(?!さん|さま|様|君|くん|ちゃん|先生|会長|氏|選手|市(?!民センター)|区(?!公)|県)"
_TAIL = (
    r"(?:市民センター|しみんせんたー|(?:まちづくり)?センター|地域|地区|ちいき|ちく|町内?|方面|支所|公民館"
    r"|周辺|近辺|付近|あたり|辺り|の?ほう|駅前?)*"
)
_KANA = re.compile(r"[ぁ-ゖー]+")
_KANA_BEGINS = r"(?:(?<![ぁ-ゖー])|(?<=[のはでに]))"
_KANA_ENDS = r"(?=[でにのはさがもとへ、。?\s]|ちく|ちいき|しみん|あたり|$)"


def _pattern(area: str) -> str:
    places = PLACES[area]
    kana = "|".join(name for name in places if _KANA.fullmatch(name))
    others = "|".join(name for name in places if not _KANA.fullmatch(name))
    return (
        rf"(?:(?<![一-龥])|(?<=[市町]))(?:{others}){_NOBODY}{_TAIL}"
        rf"|{_KANA_BEGINS}(?:{kana}){_KANA_ENDS}{_TAIL}"
        rf"|(?<![a-z])(?:{_ENGLISH[area]})(?: area| district| town)?(?![a-z])"
    )


_ROOM = Room(
    {
        WHOLE_TOWN: (
            r"一関市内?(?!民)|いちのせきし(?!み)|市内|町内|(?<![一-龥])市(?=の(?:イベント|催し|行事|講座"
            r"|研修))"
            r"|(?<![a-z])ichinoseki(?: city)?(?! area)(?![a-z])|in (?:this|the) (?:city|town)|around here"
        ),
        **{area: _pattern(area) for area in PLACES},
    }
)


def marks(text: str) -> list[Mark]:
    """The areas a text names, and `WHOLE_TOWN`, and where."""
    return _ROOM.marks(text)


def decided(found: list[Mark]) -> tuple[str, ...]:
    """The areas that are meant, in their order, each once; none for the whole town."""
    return tuple(dict.fromkeys(mark.value for mark in found if mark.value != WHOLE_TOWN))
