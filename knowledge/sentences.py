"""The sentences of a message: people greet, tell a story, ask, and give thanks, all in one."""

import re

LONGEST, SHORTEST, MOST = 400, 4, 4  # characters looked at, characters of a sentence, and sentences
_END = re.compile(r"(?<=[。!?！？\n])|(?<=(?:ですが|ますが|けれど|んだが|すけど|のです))、|(?<=[.])\s")


def sentences(text: str) -> list[str]:
    """The sentences of a text, none shorter than a word or two."""
    found = (part.strip() for part in _END.split(text[:LONGEST]) if part)
    return [part for part in found if len(part) >= SHORTEST][:MOST]
