"""Words, cards and choices as a Slack message: blocks, and `text` that is complete without them.

Pure. `text` is what notifications show and screen readers say; the blocks are the same to look at.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from handlers.messages import Card, Choice, Rendered
from handlers.slack.mrkdwn import cut, escaped, pieces
from handlers.slack.payloads import SAY, SAY_ACTION

# Limits of the Block Kit reference (2026), in characters and pieces. Counted here in UTF-16 units after
# escaping, the strictest reading.
TEXT_LIMIT = 4000
HEADER_LIMIT = 150
SECTION_LIMIT = 3000
FIELD_LIMIT = 2000
CONTEXT_LIMIT = 2000
LABEL_LIMIT = 75
VALUE_LIMIT = 2000
FIELDS_LIMIT = 10
NOTES_LIMIT = 10
CHOICES_LIMIT = 25
BLOCKS_LIMIT = 50

Json = dict[str, Any]


def message(rendered: Rendered) -> Json:
    """The arguments of a post that say this message: `text` and `blocks`."""
    shown = _card(rendered.card) if rendered.card else _words(rendered.words)
    end = [*_links(rendered.choices), *_choices(_tappable(rendered))]
    blocks = [*islice(shown, BLOCKS_LIMIT - len(end)), *end]
    return {"text": cut(escaped(rendered.words), TEXT_LIMIT), "blocks": blocks}


def _card(card: Card) -> Iterator[Json]:
    if title := " ".join(card.title.split()):
        yield {"type": "header", "text": _plain(title, HEADER_LIMIT)}
    if card.lead.strip():
        yield {"type": "section", "text": _mrkdwn(card.lead, SECTION_LIMIT)}
    fields = [_field(*row) for row in card.rows if any(part.strip() for part in row)]
    for some in _groups(fields, FIELDS_LIMIT):
        yield {"type": "section", "fields": some}
    small = [*card.notes, f"{card.source_label}:{card.source}" if card.source else ""]
    lines = [_mrkdwn(line, CONTEXT_LIMIT) for line in small if line.strip()]
    for some in _groups(lines, NOTES_LIMIT):
        yield {"type": "context", "elements": some}


def _words(words: str) -> Iterator[Json]:
    for piece in pieces(escaped(words.strip()), SECTION_LIMIT):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": piece}}


def _tappable(rendered: Rendered) -> Sequence[Choice]:
    """What buttons ask: each card's first choice, then the choices; in the order of their numbers."""
    firsts = [card.choices[0] for card in rendered.cards if card.choices]
    return [*firsts, *(choice for choice in rendered.choices if not choice.link)][:CHOICES_LIMIT]


def _links(choices: Sequence[Choice]) -> list[Json]:
    # A web address is a link, a telephone number is words: Slack opens no `tel:`.
    shown = [
        f"{escaped(choice.label)} {choice.link.removeprefix('tel:')}"
        if choice.link.startswith("tel:")
        else f"<{escaped(choice.link)}|{escaped(choice.label)}>"
        for choice in choices
        if choice.link
    ]
    return [{"type": "section", "text": _raw("\n".join(shown))}] if shown else []


def _raw(text: str) -> Json:
    return {"type": "mrkdwn", "text": cut(text, SECTION_LIMIT)}


def _choices(choices: Sequence[Choice]) -> list[Json]:
    buttons = [_button(number, choice) for number, choice in enumerate(choices, start=1)]
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _button(number: int, choice: Choice) -> Json:
    return {
        "type": "button",
        "action_id": f"{SAY_ACTION}{number}",
        "text": _plain(choice.label, LABEL_LIMIT),
        "value": cut(SAY + choice.words, VALUE_LIMIT),
        **({"style": "primary"} if choice.main else {}),
    }


def _field(label: str, text: str) -> Json:
    # The label on a line of its own; bold needs something between its stars.
    bold = f"*{escaped(label.strip())}*" if label.strip() else ""
    lines = [bold, escaped(text.strip())]
    return {"type": "mrkdwn", "text": cut("\n".join(line for line in lines if line), FIELD_LIMIT)}


def _mrkdwn(text: str, limit: int) -> Json:
    return {"type": "mrkdwn", "text": cut(escaped(text), limit)}


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def _groups(items: Sequence[Json], size: int) -> Iterator[list[Json]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
