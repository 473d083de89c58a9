"""What it shall be: something to go to (event), to learn (training), to lend a hand in (volunteer).

Some words name a kind and say more than that (夏祭り, 料理教室), or only what is done there (そば打ち): those
are searched for as well (`keywords`).
"""

import re
from itertools import pairwise

from knowledge.wishes.marks import Mark, Room

EVENT, TRAINING, VOLUNTEER = "event", "training", "volunteer"
ANY = ""  # of a pastime: it may be of any kind
_PLAIN = Room(
    {
        EVENT: (
            r"イベン[ト卜ド]|いべん[とど]|(?<!開)催し物?|催事|もよおし(?:もの)?|もよおす|行事|ぎょうじ"
            r"|お?集まり|あつまり|集い|つどい"
            r"|(?<![a-z])(?:events?|activit(?:y|ies)|gatherings?|things to do|something to do|what'?s on"
            r"|what is on)(?![a-z])|^what'?s\W*$"
        ),
        TRAINING: (
            r"研修会?|けんしゅう(?:かい)?|講座|こうざ|こーざ|セミナー?|せみなー?|勉強会|べんきょうかい"
            r"|学習会|講習会?|こうしゅう(?:かい)?"
            r"|ワークショップ|学べる(?:もの|こと|やつ|所|ところ|とこ|会|場)?|学びたい|習える(?:ところ"
            r"|とこ|所)?|習いたい|習い事"
            r"|ならいごと|ならいたい|ならえる|まなべる|まなびたい|勉強したい|勉強できる"
            r"|(?<![a-z])(?:trainings?(?: (?:courses?|sessions?|days?))?|seminars?|workshops?|courses?"
            r"|classes|class|lessons?"
            r"|study groups?|learn(?:ing)?(?: something)?)(?![a-z])"
        ),
        VOLUNTEER: (
            r"ボランテ[ィイ]ア(?:活動)?|ぼらんてぃあ|ボラ(?![ァ-ヺー])|(?:当日)?スタッフ(?:募集)?|助っ人|人足"
            r"|人手|奉仕(?:活動)?"
            r"|お?(?:手伝|てつだ|てづだ)(?:い(?!ますか|ます\?)|え[るんっ]?|う(?=こと|ごと|ごど|よ|とこ"
            r"|ところ|もの|の|人|ひと|やつ|\s)|お[うっ])(?:募集)?"
            r"|お?役に(?:立てる|立てれ|立ちたい|立つこと|たてる|たちたい)|おやくに\S{2,4}|力にな(?:れ"
            r"|り)\S{0,2}"
            r"|(?<![a-z])(?:volunteer(?:s|ing)?|help(?:ing)? out|lend(?:ing)? a hand|(?:can|could) (?:i"
            r"|we) help"
            r"|(?:like|want|love) to help|ways? to help|need(?:s|ed)? help(?:ers)?|helpers?)(?![a-z])"
        ),
    }
)
# What stands before a word and makes it a name: 夏祭り, 料理教室, そば打ち体験会.
_LEADING = r"(?:[一-龥々ァ-ヺーa-z0-9]+(?:づくり|打ち|作り|踊り)?)?"
_GATHERINGS = (
    r"祭り?(?![壇日])|まつり|フェスタ?|フェスティバル|マルシェ|コンサート|演奏会|音楽会|発表会|展示会"
    r"|作品展|写真展|絵画展|上映会|寄席|落語会"
    r"|運動会|敬老会|大会|体験会|交流会|見学会|相談会|茶会|おちゃかい|サロン|花火(?:大会)?|盆踊り|朝市|産直市"
    r"|フリマ|フリーマーケット|ライブ|講演会"
    r"|鑑賞会|観察会|ハイキング|ウォーキング|ツアー|夜市|収穫祭|文化祭|映画会"
)
_PASTIMES = (
    r"踊り|おどり|ダンス|体操|たいそう|料理|りょうり|クッキング|歌|うた(?=[をがはの\s])|合唱|カラオケ"
    r"|音楽|おんがく|映画|えいが|写真|囲碁|将棋|麻雀|ヨガ|山登り|登山"
    r"|釣り|運動|うんどう|スポーツ|英会話|書道|絵画|絵手紙|手芸|編み物|折り紙|散歩|太鼓|神楽|昔話"
    r"|読み聞かせ|卓球|ゲートボール|グラウンドゴルフ"
    r"|パークゴルフ|ゴルフ|マラソン|キャンプ|工作|(?:もち|餅|お餅)つき|草刈り|草取り|清掃|ごみ拾い"
    r"|ゴミ拾い|田植え|稲刈り|体験|パソコン|スマホ|防災訓練"
    r"|陶芸|園芸|花植え|天体観測|虫取り|芋の?子会|いものこ会|そば打ち|蕎麦打ち|お菓子作り|パン作り"
    r"|しめ縄(?:づくり|作り)?|おやつ作り"
)
_MAKING = (
    r"作り|(?<!まち)(?<!地域)(?<!人)(?<!町)(?<!街)(?<!体制)(?<!計画)(?<!もの)づくり|打ち|編み|染め|拾い"
    r"|掘り|狩り|巡り|めぐり"
)
_NAMING = Room(
    {
        EVENT: (
            rf"お?{_LEADING}(?:{_GATHERINGS})|(?:{_PASTIMES})(?:大会|体験会|交流会|発表会)"
            r"|お茶っ?こ(?:飲み会?|会)?|お茶[飲の]み(?:会)?|おちゃっこ(?:のみ)?|お?花見|はなび|神楽"
            r"|(?<![a-z])(?:(?:summer|winter|spring|autumn|fall|music|food|local)\s)?"
            r"(?:festivals?|concerts?|fairs?|fireworks?|parties|party|markets?|exhibitions?)(?![a-z])"
        ),
        # A cooking class may be called an event as well as a training.
        ANY: (
            rf"{_LEADING}(?:教室|レッスン|スクール|塾)|きょうしつ|"
            rf"{_LEADING}(?:{_PASTIMES})(?:体験)?"
            r"|(?:[一-龥々ァ-ヺー]+"
            rf"|(?<![ぁ-ゖ一-龥])(?![でにをはがのともへや])[ぁ-ゖ]{{2,4}})(?:{_MAKING})(?:体験)?"
            r"|(?<![a-z])(?:cooking|danc(?:e|ing)|music|yoga|hik(?:e|ing)|crafts?|pottery|sports?|walk(?:s"
            r"|ing)?|movies?|films?"
            r"|(?:tea )?ceremon(?:y|ies)|japanese (?:class(?:es)?|lessons?)|calligraphy"
            r"|camp(?:ing)?)(?![a-z])"
        ),
    }
)
_LISTED = re.compile(r"[\s、・,/]*(?:や|と|か|とか|または|もしくは|あるいは|でも|or|and)?[\s、・,/]*")
# An offer of help at a festival is help; a course about an event is one.
_FIRST = (VOLUNTEER, TRAINING, EVENT)


def plain(text: str) -> list[Mark]:
    """Words that say nothing but the kind."""
    return _PLAIN.marks(text)


def naming(text: str) -> list[Mark]:
    """Words that name something, of a kind or of any."""
    return _NAMING.marks(text)


def decided(text: str, found: list[Mark]) -> str | None:
    """The one kind that is meant; None when none is named, or two as each other's choice (講座かイベント)."""
    ordered = sorted((mark for mark in found if mark.value), key=lambda mark: mark.start)
    for one, other in pairwise(ordered):
        gap = text[one.end : other.start]
        if one.value == other.value or other.start < one.end:
            continue
        if {one.value, other.value} == {VOLUNTEER, TRAINING} and not gap.strip():
            return other.value  # ボランティア講座
        if gap.strip() and _LISTED.fullmatch(gap):
            return None
    said = {mark.value for mark in ordered}
    return next((kind for kind in _FIRST if kind in said), None)
