"""What a form is answered when it isn't done: words at the field they are about, or the form once more."""

from collections.abc import Iterable, Mapping

from community.desk import Conflict
from community.errors import Refusal
from community.news import NewsChanged
from handlers.refusals import FIELDS
from handlers.slack.desk import blocks
from handlers.slack.desk.forms import Form, Reply, field_names, first_field, typed_again

# Where a column's fault is told: not every column has a field of its own name.
_FIELD_OF: Mapping[str, str] = {
    "starts_at": "day",
    "ends_at": "ends",
    "opens_at": "opens_day",
    "closes_at": "closes_day",
    "quotas": "youth",
}


def refused(form: Form, why: Refusal, words: str) -> Reply:
    """A rule's no, in these words."""
    if isinstance(why, Conflict | NewsChanged):
        about = {**form.about, "seen": why.facts["version"]}
        return Reply(view=typed_again(form, words, about))
    at = "capacity" if why.template == "seats_given_away" else ""
    faulty = why.facts.get("fields", ())
    columns = [str(each) for each in faulty] if isinstance(faulty, Iterable) else []
    known = field_names(form.view)
    errors = {_FIELD_OF.get(each, each): _fault(each) for each in columns}
    errors = {name: fault for name, fault in errors.items() if name in known}
    if at in known:
        errors[at] = words
    return Reply(errors=errors) if errors else whole(form, words)


def whole(form: Form, said: str) -> Reply:
    """Words about the whole form: at its first field, or in its place where it has none."""
    first = first_field(form.view)
    if first is not None:
        return Reply(errors={first: said})
    return Reply(view=blocks.modal("できませんでした", [blocks.section(said)]))


def _fault(column: str) -> str:
    return f"{FIELDS.get(column, 'ここ')}を確かめて、直してください。"
