"""When somebody is in danger: numbers to call, before anything else is looked at.

Recognised by phrases here, never by a lone 火 or 死 inside another word, and by examples
(`knowledge/acts.py`); the numbers stand in `knowledge/phrases.py`.
"""

import re

from knowledge.acts import Act
from knowledge.phrases import say
from knowledge.reply import Answer, Outcome
from knowledge.tellings import Language

_DESPAIR = re.compile(
    r"死にた(い|く|ぃ)|しにたい|消えてしまいたい|消えたい(です|よ|$)|生きて(い)?たくない|生きるのがつらい"
    r"|自殺(したい|しよう|を考え)|もう(終わりに|死に)したい|首を(吊|つ)(り|ろ|る)|飛び降り(たい|よう|ます)|リストカット|リスカ"
    r"|自分を傷つけ|生きる意味が(ない|わから|分から)|いなくなりたい|kill myself|suicid|want to die"
)
_FIRE_OR_ILLNESS = re.compile(
    r"火事(だ|です|が|に|!|$)|家が燃え|燃えて(い)?(る|ます)|煙が(出て|すごい)"
    r"|(人|父|母|夫|妻|祖父|祖母|じいちゃん|ばあちゃん|子ども|隣の人).{0,6}倒れ"
    r"|倒れて(い)?(る|ます|動か)|意識(が(ない|無い|ありません)|不明)"
    r"|息(を|が)(して(い)?(ない|ません)|できない)"
    r"|救急車(を?(呼んで|よんで|呼びたい|お願い|頼|ください)|!|です|$)|^119([番に!。]|$)"
    r"|血が(止まら|たくさん|出て(る|い))|(心臓|胸)が(止ま|苦し|痛)|息(が)?苦し|溺れ|おぼれて|(川|海|池|用水路)に落ち(た|ま)"
    r"|ガス(臭|くさ)|ガスが漏れ|ガス漏れ"
    r"|(house|it).{0,8}on fire|call an ambulance|not breathing"
)
_CRIME = re.compile(
    r"殺され(る|そう)|襲われ(て|た|そう)|殴られて(い)?る|不審者が|ストーカー(に|が)|(?<!税金)(泥棒|どろぼう)(が|に|だ|です|!|$)|強盗|空き巣に"
    r"|(夫|妻|親|彼).{0,4}暴力|虐待(され|を受け)|(交通)?事故(に(あ|遭)(っ|い)|です|だ|!|を(見|起こ))|^交通事故$"
    r"|^110([番に!。]|$)|詐欺に(あ|遭)|殺して(やる|しまい)"
    r"|助けて.{0,3}(ください|くれ|!|$)|call the police"
)


def recognise(text: str) -> Act | None:
    """What kind of help is needed; None when no phrase of danger is in the text (in NFKC)."""
    folded = text.casefold()
    for danger, act in ((_DESPAIR, Act.DESPAIR), (_FIRE_OR_ILLNESS, Act.FIRE), (_CRIME, Act.CRIME)):
        if danger.search(folded):
            return act
    return None


def numbers(act: Act, language: Language) -> Answer:
    """The numbers to call."""
    return Answer(Outcome.EMERGENCY, title="", lead=say(act, language), language=language)
