"""From a template's name and facts to words. The only place on this floor that knows Jinja.

Words are complete without their card: they are what screen readers say, what PCs and notifications show.
A platform's own format is its door's business.
"""

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


def render(outgoing: Outgoing) -> Rendered:
    """Write a message's words. Raises `jinja2.UndefinedError` when a fact is missing (a bug)."""
    words = _templates.get_template(f"{outgoing.template}.j2").render(outgoing.facts).strip()
    return Rendered(words, outgoing.card, outgoing.choices, outgoing.cards)


def names() -> list[str]:
    """The files of all templates."""
    return _templates.list_templates()


def compile_all() -> None:
    """Load every template, so that the first message of a process is as quick as the second."""
    for name in names():
        _templates.get_template(name)
