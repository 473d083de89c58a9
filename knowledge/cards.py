"""From an article to an answer: what is asked for first, word for word, then the card."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge import elsewhere, finding, members, premises, years
from knowledge.articles import Article
from knowledge.asking import HOW_MUCH, comparison_asked
from knowledge.edition import Edition
from knowledge.passages import readable, sentences
from knowledge.phrases import say
from knowledge.quotes import Quote
from knowledge.reply import Answer, Citation, Outcome, Row

# What is asked for by these words stands in the row of this label.
_FIELDS = (
    (
        re.compile(
            f"いくら|げんどがく|じょうげん|何円|何万|限度額|上限|金額|どのくらい(もらえ|出)|{HOW_MUCH}"
            "|how much",
            re.IGNORECASE,
        ),
        "限度額",
    ),
    (
        re.compile(
            "何割|なんわり|ほじょりつ|補助率|割合|何パーセント|何%|何分の|全額|自己負担"
            "|what (share|percentage|rate)",
            re.IGNORECASE,
        ),
        "補助率",
    ),
)
_NUMBERED = re.compile("電話|でんわ|番号|FAX|ファックス|住所", re.IGNORECASE)  # 「電話はなんぼだべ」
_PARTICLES = re.compile(r"^[はがをのもって\s?、。]+")
YEARS = "平成31〜35年度は、令和元〜5年度(2019〜2023年度)のことです。"
_LISTED = frozenset({"chronology", "project", "contents", "imprint", "cover"})
_WHOLE = frozenset({"chronology", "cover", "imprint", "overview"})  # shown as they are
_YEAR_FIRST = 7  # characters: a line of the table begins with its year
SURELY = 1.8  # how near a line must be to stand for the whole table
_DATED = frozenset({"project", "overview"})
# How near a quote must be to be shown, and next to the nearest one; characters of what is shown of an
# article.
_GOES_ON = re.compile("ただし|また、|さらに|なお|そのため|これ|その")
_AFTER = tuple("※①②③④⑤")  # a mark or a number: seldom the first thing that is said
NEAR, AS_NEAR, ROOM = 0.4, 0.25, 300
_TIMES = re.compile(
    r"今(は|も|の|でも)|現在|いま|今年|来年|最新|(平成|令和|昭和)\s*\d+年|20\d\d年|still|now|today"
)


def card(edition: Edition, article: Article, question: str) -> Answer:
    """The answer that an article gives to a question."""
    rows = members.rows(edition.library, article)
    quotes = _quotes(edition, article, question)
    lead = _lead(article.kind, article.lead, question, quotes)
    field, _ = field_asked(question)
    asked = next((row for row in rows if row.label == field), None)
    counted = len(members.members(edition.library, article))
    corrected = premises.correction(article, question, quotes, counted, edition.finder.knows(article))
    if asked is not None or corrected:
        rows = (Row("内容", lead), *(row for row in rows if row is not asked))
    if corrected:
        lead = corrected
    elif asked is not None:
        lead = "\n".join(filter(None, (premises.reckoning(article, question), _field(asked))))
    else:
        lead = _told(article, question, rows, quotes, lead)
    return Answer(
        Outcome.CORRECT_PREMISE if corrected else Outcome.ANSWER,
        title=article.title,
        lead=lead,
        rows=rows,
        notes=notes(article, question, lead),
        citations=_places(edition, article, quotes),
        suggestions=tuple(edition.library.by_id[each].question for each in article.related),
        article=article.id,
    )


def _quotes(edition: Edition, article: Article, question: str) -> list[Quote]:
    """What is quoted to a question, the nearest first: of an article, or of what is said elsewhere of it."""
    near = edition.quotes.near(edition.finder, article, finding.see_all(edition, finding.plain(question)))
    fact = elsewhere.fact(edition.library, article, question)
    return near if fact is None else [Quote(readable(fact.span), fact, max(near[0].near, SURELY)), *near]


def _places(edition: Edition, article: Article, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Where an answer stands: first what is quoted first."""
    first = quotes[0].fact
    places = [edition.library.by_id[first.article]] if first is not None else []
    return tuple(citation(each) for each in dict.fromkeys([*places, article]))


def _field(row: Row) -> str:
    return f"{row.label}:{row.text}" if "\n" not in row.text else f"{row.label}\n{row.text}"


def _told(article: Article, question: str, rows: tuple[Row, ...], quotes: Sequence[Quote], lead: str) -> str:
    """What is asked for, in the plan's words; what the article says in short; more of it as there is room."""
    reckoned = premises.reckoning(article, question)
    if reckoned is not None:
        return f"{reckoned}\n{lead}"
    if article.kind in _WHOLE:
        return "\n".join([*_beside_list(article, quotes), lead])
    shown = "\n".join([article.title, *(row.text for row in rows)])
    first = _begun(article, next((line for line in article.lead if quotes[0].text in line), quotes[0].text))
    marked = first.startswith(_AFTER) and quotes[0].near < SURELY
    is_first = quotes[0].near >= NEAR and not lead.startswith(first) and not marked
    told = [first] if is_first else []
    if comparison_asked(question):  # two things of one article, side by side
        told += [quote.text for quote in quotes[1:2] if not _is_said(quote.text, told)]
    told += [each for each in article.lead if not _is_said(each, told)]
    room = ROOM - len(shown) - sum(map(len, told))
    for quote in quotes[1:]:
        near = quote.near >= max(NEAR, quotes[0].near * AS_NEAR)
        if near and len(quote.text) <= room and not _is_said(quote.text, [*told, shown]):
            told.append(quote.text)
            room -= len(quote.text)
    if article.kind in _LISTED or not all(each.endswith("。") for each in told):
        return "\n".join(told)
    return "".join(told)


def _beside_list(article: Article, quotes: Sequence[Quote]) -> list[str]:
    """What is asked for of a list and stands beside it, as in a footnote; its names are all shown anyway."""
    fact = quotes[0].fact if article.kind == "overview" else None
    asked = fact is not None and fact.attribute != "名称" and quotes[0].near >= SURELY
    return [quotes[0].text] if asked else []


def _begun(article: Article, text: str) -> str:
    """A sentence that goes on from the one before it, together with that."""
    whole = sentences(article)
    place = whole.index(text) if text in whole else 0
    goes_on = place > 0 and _GOES_ON.match(text) and len(whole[place - 1]) + len(text) <= ROOM
    return whole[place - 1] + text if goes_on else text


def _is_said(text: str, told: Sequence[str]) -> bool:
    return any(text in each or each in text for each in told)


def clarify(edition: Edition, candidates: tuple[Article, ...]) -> Answer:
    """Several places fit: ask which is meant."""
    return Answer(
        Outcome.CLARIFY,
        title="",
        lead=say("which") + "\n" + "\n".join(f"・{each.title}" for each in candidates),
        citations=tuple(citation(each) for each in candidates),
        suggestions=tuple(edition.library.question(each.id) for each in candidates),
    )


def citation(article: Article) -> Citation:
    """An article's place in the plan."""
    return Citation(article.chapter, article.section, article.project, article.page, article.label)


def _lead(kind: str, lines: tuple[str, ...], question: str, quotes: Sequence[Quote]) -> str:
    if kind == "chronology":
        lines = _lines_asked_for(lines, question, quotes)
    if kind in _LISTED and len(lines) > 1:
        return "\n".join(f"・{each}" for each in lines)
    return "".join(lines)


def _lines_asked_for(lines: tuple[str, ...], question: str, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Of a table of years, the years that are named, or the line that is surely asked for; else all."""
    asked = years.named(question)
    dated = tuple(line for line in lines if years.named(line[:_YEAR_FIRST]) & asked)
    if dated or quotes[0].near < SURELY:
        return dated or lines
    return tuple(line for line in lines if line[:_YEAR_FIRST] == quotes[0].text[:_YEAR_FIRST]) or lines


def field_asked(question: str) -> tuple[str | None, str]:
    """The label of the row that a question asks for, and the question without the words that ask for it.

    No label when it asks for no amount or share; nothing is left of 「いくら?」.
    """
    text = unicodedata.normalize("NFKC", question[:1000])
    if _NUMBERED.search(text):
        return None, question
    for asked, label in _FIELDS:
        if asked.search(text):
            return label, _PARTICLES.sub("", asked.sub(" ", text).strip())
    return None, question


def notes(article: Article, question: str, lead: str = "") -> tuple[str, ...]:
    """What stands below a card: the article's note, years in others' words, that the period is over."""
    found = [f"※ {article.note}。"] if article.note else []
    if article.id == "period":
        found.append(YEARS)
    elif glossed := years.glossed(lead):
        found.append(f"※ {glossed}")
    if is_dated(article, question):
        found.append(say("over"))
    return tuple(found)


def is_of_its_time(article: Article) -> bool:
    """Whether what an article says held for the years of the plan only."""
    return article.kind in _DATED or article.id == "period"


def is_dated(article: Article, question: str) -> bool:
    """Whether an answer must say that the plan's period is over."""
    return is_of_its_time(article) or bool(_TIMES.search(unicodedata.normalize("NFKC", question[:1000])))
