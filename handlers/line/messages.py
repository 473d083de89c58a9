"""Words, cards and choices as LINE messages: text or Flex, quick replies, and numbered words for PCs.

Pure. PCs show neither quick replies nor the rich menu, so choices also stand in the message, numbered, and
the number can be typed. `altText` holds everything the picture says: screen readers read it.
"""

import json
from collections.abc import Sequence
from typing import Any

from handlers.line.events import SAY
from handlers.messages import Card, Choice, Rendered

# Limits of the Messaging API reference (2026-08), in UTF-16 units, bytes and pieces.
TEXT_LIMIT = 5000
ALT_TEXT_LIMIT = 1500
BUBBLE_BYTES = 30 * 1024
DATA_LIMIT = 300
CHOICES_LIMIT = 13

# Text on white with a contrast of at least 7:1, the source line at least 4.5:1.
INK, SOFT, LINK, PAPER = "#1F2933", "#5A6572", "#0B5B3C", "#FFFFFF"

Json = dict[str, Any]


def message(rendered: Rendered) -> Json:
    """One message object: Flex when there is a card that fits, else text."""
    choices = rendered.choices[:CHOICES_LIMIT]
    words = rendered.words + numbered(choices)
    made = _flex(words, rendered.card, choices) if rendered.card else None
    made = made or {"type": "text", "text": cut(words, TEXT_LIMIT)}
    if choices:
        made["quickReply"] = {"items": [{"type": "action", "action": _action(each)} for each in choices]}
    return made


def numbered(choices: Sequence[Choice]) -> str:
    """The choices as words to add to a message; empty when there are none."""
    if not choices:
        return ""
    lines = [f"{number} {choice.label}" for number, choice in enumerate(choices, start=1)]
    return "\n\n" + "\n".join(lines) + "\n(番号を送っても聞けます)"


def cut(text: str, units: int) -> str:
    """At most so many UTF-16 units, never half a character; what is cut shows as …."""
    if len(text.encode("utf-16-le")) <= units * 2:
        return text
    return text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _action(choice: Choice) -> Json:
    # A postback and not a message action: in a group, words alone would not be addressed to us.
    data = SAY + choice.words
    return {
        "type": "postback",
        "label": choice.label,
        "data": cut(data, DATA_LIMIT),
        "displayText": choice.label,
    }


def _flex(words: str, card: Card, choices: Sequence[Choice]) -> Json | None:
    bubble = _bubble(card, choices)
    if len(json.dumps(bubble, ensure_ascii=False).encode()) > BUBBLE_BYTES:
        return None
    return {"type": "flex", "altText": cut(words, ALT_TEXT_LIMIT), "contents": bubble}


def _bubble(card: Card, choices: Sequence[Choice]) -> Json:
    body: list[Json] = [_label(card.title, size="sm", color=LINK, weight="bold")]
    if card.lead:
        body.append(_label(card.lead, size="md", color=INK, margin="md"))
    if card.rows:
        body += [{"type": "separator", "margin": "lg"}, *(_row(*row) for row in card.rows)]
    body += [_label(note, size="xs", color=SOFT, margin="md") for note in card.notes if note]
    if card.source:
        body.append(_label(f"{card.source_label}:{card.source}", size="xs", color=SOFT, margin="lg"))
    bubble: Json = {"type": "bubble", "size": "mega", "body": _box(body)}
    if choices:
        lines = [_choice(number, choice) for number, choice in enumerate(choices, start=1)]
        bubble["footer"] = _box([{"type": "separator"}, *lines])
    return bubble


def _row(label: str, text: str) -> Json:
    texts = [_label(label, size="xs", color=SOFT), _label(text, size="sm", color=INK)]
    return _box([each for each in texts if each["text"]], margin="md")


def _choice(number: int, choice: Choice) -> Json:
    line = _label(f"{number} {choice.label}", size="sm", color=LINK)
    return _box([line], paddingTop="md", paddingBottom="md", action=_action(choice))


def _label(text: str, **style: str) -> Json:
    # `scaling`: grows with the letter size that people have chosen in their LINE.
    return {"type": "text", "text": text, "wrap": True, "scaling": True, **style}


def _box(contents: list[Json], **style: Any) -> Json:
    return {"type": "box", "layout": "vertical", "contents": contents, **style}
