"""The words of our forms in three languages, from `handlers/web/forms/labels.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES: Mapping[str, str] = {"ja": "日本語", "easy": "やさしい日本語", "en": "English"}


@cache
def labels(language: str) -> Mapping[str, str]:
    """All labels in a language; where one has no other words in やさしい日本語, the Japanese ones."""
    return {name: words.get(language, words["ja"]) for name, words in _read().items()}


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("handlers.web") / "forms" / "labels.toml").read_text("utf-8")
    return tomllib.loads(text)


def known(language: str | None) -> str | None:
    """The language, if it is one of ours."""
    return language if language in LANGUAGES else None
