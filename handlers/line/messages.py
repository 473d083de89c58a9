"""Words, cards and choices as LINE messages: text or Flex, quick replies, and numbered words for PCs.

Pure. PCs show neither quick replies nor the rich menu, so choices also stand in the message, numbered, and
the number can be typed. `altText` holds everything the picture says: screen readers read it.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.line.events import SAY
from handlers.messages import LABEL_LIMIT, Card, Choice, Rendered

# Limits of the Messaging API reference (2026-08), in UTF-16 units, bytes and pieces.
TEXT_LIMIT = 5000
ALT_TEXT_LIMIT = 1500
BUBBLE_BYTES = 30 * 1024
DATA_LIMIT = 300
CAROUSEL_BYTES = 50 * 1024
CARDS_LIMIT = 11  # of 12 bubbles: the last one holds the choices
CHOICES_LIMIT = 13

# Text on white with a contrast of at least 7:1, the source line at least 4.5:1.
INK, SOFT, LINK, PAPER = "#1F2933", "#5A6572", "#0B5B3C", "#FFFFFF"

CARD_SIZE = "kilo"  # of several cards; the next one shows at the edge
PICTURE = {"size": "full", "aspectRatio": "20:13", "aspectMode": "cover"}

Json = dict[str, Any]


def messages(rendered: Rendered) -> list[Json]:
    """The message objects: several cards come after the words that lead to them, which Flex doesn't show."""
    made = message(rendered)
    if made["type"] == "flex" and rendered.before:
        shown = replace(rendered, words=rendered.words[len(rendered.before) :].strip())
        return [{"type": "text", "text": cut(rendered.before, TEXT_LIMIT)}, message(shown)]
    return [made]


def message(rendered: Rendered) -> Json:
    """One message object: Flex when there are cards and they fit, else text."""
    choices = rendered.choices[:CHOICES_LIMIT]
    first = 1 + sum(1 for card in rendered.cards if card.choices)
    made = _flex(rendered.words + numbered(choices, first, links=False), _contents(rendered, choices, first))
    made = made or {"type": "text", "text": cut(rendered.words + numbered(choices, first), TEXT_LIMIT)}
    if choices:
        made["quickReply"] = {"items": [{"type": "action", "action": _action(each)} for each in choices]}
    return made


def numbered(choices: Sequence[Choice], first: int = 1, *, links: bool = True) -> str:
    """The choices as words to add to a message, numbered from `first`; empty when there are none.

    `links`: their addresses too; where they can be tapped in the message, nobody wants them read aloud.
    """
    shown = [
        f"{choice.label} {choice.link.removeprefix('tel:')}" for choice in choices if choice.link and links
    ]
    asked = [choice.label for choice in choices if not choice.link]
    lines = [f"{number} {label}" for number, label in enumerate(asked, start=first)]
    hint = ["(番号を送っても聞けます)"] if lines else []
    added = [*shown, *lines, *hint]
    return "\n\n" + "\n".join(added) if added else ""


def cut(text: str, units: int) -> str:
    """At most so many UTF-16 units, never half a character; what is cut shows as …."""
    if len(text.encode("utf-16-le")) <= units * 2:
        return text
    return text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _action(choice: Choice) -> Json:
    label = cut(choice.label, LABEL_LIMIT)  # counted in UTF-16 units here: 👨 is two
    if choice.link:
        return {"type": "uri", "label": label, "uri": choice.link}
    # A postback and not a message action: in a group, words alone would not be addressed to us.
    data = SAY + choice.words
    return {
        "type": "postback",
        "label": label,
        "data": cut(data, DATA_LIMIT),
        "displayText": label,
    }


def _flex(words: str, contents: Json | None) -> Json | None:
    if contents is None:
        return None
    return {"type": "flex", "altText": cut(words, ALT_TEXT_LIMIT), "contents": contents}


def _contents(rendered: Rendered, choices: Sequence[Choice], first: int) -> Json | None:
    """A bubble for the card, a carousel for several; None where it is too large: the words say all."""
    if rendered.cards:
        return _carousel(rendered.cards, choices, first)
    made = _bubble(rendered.card, choices) if rendered.card else None
    return made if made and _size(made) <= BUBBLE_BYTES else None


def _carousel(cards: Sequence[Card], choices: Sequence[Choice], first: int) -> Json | None:
    bubbles = [_bubble(card, card.choices, numbers=False) for card in cards[:CARDS_LIMIT]]
    if choices:
        lines = [_choice(label, each) for label, each in _labels(choices, first)]
        bubbles.append({"type": "bubble", "size": CARD_SIZE, "body": _box(lines)})
    made = {"type": "carousel", "contents": bubbles}
    too_large = _size(made) > CAROUSEL_BYTES or any(_size(each) > BUBBLE_BYTES for each in bubbles)
    return None if too_large else made


def _size(contents: Json) -> int:
    return len(json.dumps(contents, ensure_ascii=False).encode())


def _bubble(card: Card, choices: Sequence[Choice], *, numbers: bool = True) -> Json:
    body: list[Json] = [_label(card.title, size="sm", color=LINK, weight="bold")]
    if card.lead:
        body.append(_label(card.lead, size="md", color=INK, margin="md"))
    if card.rows:
        body += [{"type": "separator", "margin": "lg"}, *(_row(*row) for row in card.rows)]
    body += [_label(note, size="xs", color=SOFT, margin="md") for note in card.notes if note]
    if card.source:
        body.append(_label(f"{card.source_label}:{card.source}", size="xs", color=SOFT, margin="lg"))
    bubble: Json = {"type": "bubble", "size": "mega" if numbers else CARD_SIZE, "body": _box(body)}
    if card.picture:
        bubble["hero"] = {"type": "image", "url": card.picture, **PICTURE}
    if choices:
        labels = _labels(choices, 1) if numbers else [(each.label, each) for each in choices]
        lines = [_choice(label, each) for label, each in labels]
        bubble["footer"] = _box([{"type": "separator"}, *lines])
    return bubble


def _labels(choices: Sequence[Choice], first: int) -> list[tuple[str, Choice]]:
    """The choices with their numbers; a link has none, since it can't be typed."""
    number, made = first, []
    for choice in choices:
        made.append((choice.label if choice.link else f"{number} {choice.label}", choice))
        number += not choice.link
    return made


def _row(label: str, text: str) -> Json:
    texts = [_label(label, size="xs", color=SOFT), _label(text, size="sm", color=INK)]
    return _box([each for each in texts if each["text"]], margin="md")


def _choice(label: str, choice: Choice) -> Json:
    if choice.main:
        line = _label(label, size="md", color=PAPER, weight="bold", align="center")
        button = {"backgroundColor": LINK, "cornerRadius": "md", "margin": "md"}
        return _box([line], paddingAll="md", action=_action(choice), **button)
    line = _label(label, size="sm", color=LINK)
    return _box([line], paddingTop="md", paddingBottom="md", action=_action(choice))


def _label(text: str, **style: str) -> Json:
    # `scaling`: grows with the letter size that people have chosen in their LINE.
    return {"type": "text", "text": text, "wrap": True, "scaling": True, **style}


def _box(contents: list[Json], **style: Any) -> Json:
    return {"type": "box", "layout": "vertical", "contents": contents, **style}
