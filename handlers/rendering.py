"""From a template's name and facts to words. The only place on this floor that knows Jinja.

Words are complete without their card: they are what screen readers say, what PCs and notifications show.
A platform's own format is its door's business. Whole pages (`*.html.j2`) are HTML and escaped here.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from handlers import days
from handlers.messages import Outgoing, Rendered

# Words are plain text on every channel, so nothing is escaped here; a door escapes for its own format.
# A fact that a template needs and doesn't get is an error at once, never an empty place in a message.
_templates = Environment(
    loader=PackageLoader("handlers", "templates"),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text, see above
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["moment"] = days.moment
_PAGE = ".html.j2"
_pages = Environment(
    loader=PackageLoader("handlers", "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(outgoing: Outgoing) -> Rendered:
    """Write a message's words. Raises `jinja2.UndefinedError` when a fact is missing (a bug)."""
    words = _templates.get_template(f"{outgoing.template}.j2").render(outgoing.facts).strip()
    return Rendered(words, outgoing.card, outgoing.choices, outgoing.cards, outgoing.screen)


def page(name: str, facts: Mapping[str, Any]) -> str:
    """A whole HTML page, every fact escaped. Raises `jinja2.UndefinedError` when one is missing (a bug)."""
    return _pages.get_template(f"{name}{_PAGE}").render(facts)


def names() -> list[str]:
    """The files of all templates of messages."""
    return _templates.list_templates(filter_func=lambda name: not name.endswith(_PAGE))


def compile_all() -> None:
    """Load every template, so that the first message of a process is as quick as the second."""
    for name in names():
        _templates.get_template(name)
    for name in _pages.list_templates(filter_func=lambda name: name.endswith(_PAGE)):
        _pages.get_template(name)
