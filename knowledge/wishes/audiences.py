"""For whom it shall be: 若者, シニア, 親子, だれでも; also by age, by school, by who goes along.

Ages are judged as events judge them: up to 29 is young, from 65 on senior (60代 is taken for it).
"""

import re

from knowledge.wishes.marks import Mark, Room

YOUTH, SENIOR, FAMILY, ANYONE = "youth", "senior", "family", "anyone"
_YOUTH_UNTIL, _CHILD_UNTIL, _SENIOR_FROM = 29, 12, 65
_FOR = r"(?:向け|むけ|対象)?"
_ROOM = Room(
    {
        YOUTH: (
            r"(?:若者|若もの|若手|若い(?!頃|ころ|時|うち)\s?(?:人|方|もん|者|衆|世代|子)?(?:たち|達)?"
            r"|若[えぇ](?:の|衆|もん|人)|わげ[えぇ](?:の|衆|もん|人)"
            r"|わけ[えぇ](?:の|衆|もん|人)|わかもの|わか(?:い\s?ひと|て)(?:たち)?|ヤング|ユース|青年"
            r"|高校生?|高専生?"
            r"|こうこうせい|大学生|だいがくせい|専門学校生|短大生|学生|がくせい|中学生|ちゅうがくせい"
            r"|中高生|高校\d年"
            r"|[jd]k(?![a-z])|[12一二十]0?(?:十|0)?代(?!表)|(?:じゅう|にじゅう)だい|新社会人|新卒|z世代"
            rf"|未成年)s?{_FOR}"
            r"|(?<![a-z])(?:youths?|young(?:er)?(?: (?:people|adults?|ones?|folks?|person))?"
            r"|teen(?:age)?(?:r?s)?"
            r"|(?:high[- ]school|college|university)(?: students?| kids?)?|students?|(?:my )?(?:20"
            r"|twentie)s)(?![a-z])"
        ),
        SENIOR: (
            rf"(?:お?(?:じい|ばあ|じぃ|ばぁ|爺|婆|祖父|祖母)(?:ちゃん|さん|様|さま)|じい[じや]|ばあ[ばや]"
            rf"|じ(?:っ|ん)(?:ちゃ|つぁ|つあ)ん?|ば(?:っ|ん)(?:ちゃん|ぱ|ちゃ)|じさま|ばさま|じっこ|ばっこ"
            r"|祖父母?|祖母|お?年寄り?|お?としより|高齢(?:者|の(?:方|人|親|父|母))?|こうれいしゃ|シニア"
            r"|しにあ"
            rf"|老人(?:クラブ)?|老夫婦|ご?年配(?:者|の方)?|敬老|定年(?:後|退職(?:者|後)?|にな\S{{1,3}}"
            rf"|を?迎え\S{{1,2}})|[6-9六七八九](?:0|十)代)s?{_FOR}"
            r"|(?<![a-z])(?:seniors?(?: citizens?)?|elder(?:ly|s)?(?: (?:people|persons?))?"
            r"|older (?:people|adults?|folks?)"
            r"|old (?:people|folks?)|grand(?:pa|ma|father|mother|parents?|dad|mum|mom)s?|retire(?:d"
            r"|es)(?: people)?)(?![a-z])"
        ),
        FAMILY: (
            r"(?:親子(?:連れ|づれ|で)?|おやこ|家族(?:連れ|みんな|全員)?|かぞく|ファミリー|子育て(?:中"
            r"|世代)?|子連れ"
            r"|こづれ|子ども?(?:連れ|づれ|たち|達)?(?=[\s、。?のとがをもはで向ら連づた]|$)|子供(?:連れ"
            r"|たち|達)?"
            r"|(?:お子様|お子さん)(?:連れ)?|こども(?:たち|づれ)?|キッズ|児童|幼児|園児|乳幼児|赤ちゃん"
            r"|あかちゃん"
            r"|小学生|しょうがくせい|小[1-6](?:の|が|と)|小中学生|わらす(?:っこ|だ)?|わらし|孫"
            r"|まご(?=[とがをも\s])|ママ(?!さん?バレー)|パパ"
            rf"|息子|娘|むすこ|むすめ|[0-9]+か月の)(?:連れ)?{_FOR}"
            r"|(?<![a-z])(?:famil(?:y|ies)|kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|sons?|daughters?"
            r"|grandchild(?:ren)?"
            r"|grandkids?)(?![a-z])"
        ),
        ANYONE: (
            r"(?:だれ|誰|どなた|だい|だん?れ)(?:で|だり)も|年齢(?:不問|を?問わ(?:ず|ない))|年れい不問"
            r"|老若男女|全世代|全年齢"
            r"|みんなで|どんな人でも"
            r"|(?<![a-z])(?:any ?(?:one|body)(?= (?:can|may|is)|$)|for (?:any|every) ?(?:one|body)"
            r"|(?:open )?to (?:any|every) ?(?:one|body)|open to all"
            r"|(?:of |for )?all ages)(?![a-z])"
        ),
    }
)
_AGE = re.compile(
    r"(?P<age>\d{1,3})\s*(?:歳|才|さい(?!中)|years? old|yo(?![a-z]))"
    r"|(?P<past>[6-9]\d)(?:を(?:過ぎ|すぎ|越え|こえ)|に(?:なり|なる|なった|なって))|(?:over|aged?)\s+(?P<over>\d\d)(?!\d)"
)
# Who goes along decides more than who takes them: 孫とじいちゃんで is for families, 高校生の息子 is young.
_FIRST = (ANYONE, FAMILY, YOUTH, SENIOR)
_CHILD_OF = re.compile(r"の?(?:息子|娘|むすこ|むすめ|孫|子ども?|こども|子供|son|daughter)")


def marks(text: str) -> list[Mark]:
    """For whom, and where it says so; a text may name several."""
    ages = [
        Mark(of_age(int(found["age"] or found["past"] or found["over"])), found.start(), found.end())
        for found in _AGE.finditer(text)
    ]
    return [mark for mark in [*_ROOM.marks(text), *ages] if mark.value]


def of_age(age: int) -> str:
    """The audience somebody of this age belongs to; empty between young and old."""
    if age <= _CHILD_UNTIL:
        return FAMILY
    if age <= _YOUTH_UNTIL:
        return YOUTH
    return SENIOR if age >= _SENIOR_FROM else ""


def decided(text: str, found: list[Mark]) -> str | None:
    """The one audience that is meant; None when nobody is named."""
    said = {mark.value for mark in found}
    if FAMILY in said and YOUTH in said and any(_is_grown_child(text, mark) for mark in found):
        return YOUTH
    return next((audience for audience in _FIRST if audience in said), None)


def _is_grown_child(text: str, mark: Mark) -> bool:
    return mark.value == YOUTH and bool(_CHILD_OF.match(text, mark.end))
