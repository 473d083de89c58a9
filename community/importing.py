"""Events from a list: new ones are drafted, those that came before are changed, what is the same is left.

Known again by the ID of the list, or without one by title and beginning. What the cells of a list mean is
read above this floor. Nothing of a row that can't be taken in is kept; whether the others are, is decided
there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from community import listed, listing, organizing, seats
from community.errors import Refusal
from community.events import NEXT, Event, EventState, NotThatWay
from community.listed import Listed
from community.organizing import SeatsGivenAway

_ONE_AT_A_TIME = 7_707_202_608  # any fixed number: two imports at once could bring the same
# Which cell has to be put right, by the column of an event that can't be.
_CELLS = {
    "title": "イベント名",
    "place": "開催場所",
    "ends_at": "終了時刻",
    "opens_at": "申込開始日",
    "closes_at": "申込期限日",
    "capacity": "定員",
    "waiting": "キャンセル待ちの上限",
    "oldest": "最高年齢",
    "fee": "料金",
    "quotas": "定員",
}
_EXPECTED = {
    "opens_at": "申込みのしめきりより前",
    "closes_at": "終わりより前",
    "oldest": "最低年齢より上",
    "ends_at": "始まりよりあと",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: in which row (as a spreadsheet counts), column and value, and what is expected there."""

    row: int
    column: str
    value: str
    expected: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that could be read: the list's ID ("" for none), an event's columns, how it stands."""

    row: int
    id: str
    columns: dict[str, Any]
    state: EventState | None = None


@dataclass(slots=True)
class Result:
    """How many events were made, changed, left as they are; what couldn't be; what somebody should know."""

    made: int = 0
    changed: int = 0
    same: int = 0
    published: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Importing:
    """Takes entries in, in the transaction of `session`; `publish`: what is a draft becomes public."""

    session: Session
    who: str
    now: datetime
    publish: bool = False
    result: Result = field(default_factory=Result)
    _known: Mapping[object, int] = field(default_factory=dict)
    _ours: Mapping[str, int | None] = field(default_factory=dict)
    _before: Mapping[int | None, Event] = field(default_factory=dict)
    _seen: dict[object, int] = field(default_factory=dict)
    _new: list[tuple[Entry, Event]] = field(default_factory=list)
    _taken: list[tuple[Entry, Event]] = field(default_factory=list)

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Find out which of them came before; other imports wait until this one is over."""
        self.session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
        ids = [each.id for each in entries if each.id]
        came = listed.came_from(self.session, ids)
        # IDs of ours are looked up now: the events that this list makes will have such numbers, too.
        ours = {each: listed.number(each) for each in ids if each not in came}
        there = set(self.session.scalars(select(Event.id).where(Event.id.in_([*ours.values()]))))
        self._ours = {each: number for each, number in ours.items() if number in there}
        named = [_name(each) for each in entries if not each.id]
        self._known = {**dict[object, int](came.items()), **self._alike(named)}
        numbers = {*self._known.values(), *self._ours.values()}
        before = self.session.scalars(select(Event).where(Event.id.in_(numbers)))
        self._before = {each.id: each for each in before}

    def _alike(self, named: Sequence[tuple[str, datetime]]) -> dict[object, int]:
        if not named:
            return {}
        same = tuple_(Event.title, Event.starts_at).in_(named)
        found = self.session.execute(select(Event.title, Event.starts_at, Event.id).where(same))
        return {(title, starts_at): number for title, starts_at, number in found}

    def take(self, entries: Iterable[Entry]) -> Result:
        """Take them in; those that can't be are among the `problems`, and nothing of them is kept."""
        for entry in entries:
            try:
                self._take(entry)
            except _Wrong as wrong:
                self.result.problems.append(wrong.problem)
        self._draft()
        for entry, event in self._taken if self.publish else ():
            self._publish(entry, event)
        return self.result

    def _take(self, entry: Entry) -> None:
        key = entry.id or _name(entry)
        if key in self._seen:
            raise _Wrong(
                entry, "ID", entry.id, f"{self._seen[key]}行目と同じ催しです。どちらかを消してください"
            )
        self._seen[key] = entry.row
        event = self._find(entry)
        if event is None:
            event = Event(**entry.columns)
            _refuse(entry, organizing.unsound(event, ()))
            self._new.append((entry, event))
        else:
            self._change(entry, event)
        self._taken.append((entry, event))

    def _draft(self) -> None:
        organizing.draft_all(self.session, [event for _, event in self._new], self.who, self.now)
        self.session.add_all(Listed(id=entry.id, event_id=event.id) for entry, event in self._new if entry.id)
        self.session.flush()
        self.result.made = len(self._new)

    def _find(self, entry: Entry) -> Event | None:
        key: object = entry.id or _name(entry)
        if key in self._known:
            return self._before[self._known[key]]
        event = self._before[self._ours[entry.id]] if entry.id in self._ours else None
        if event is None:
            return None
        alike = event.title == entry.columns["title"] or event.starts_at == entry.columns["starts_at"]
        if not alike:  # of an event of another service like this one
            expected = f"ここでは別の催し「{event.title}」のIDです。空にするか、直してください"
            raise _Wrong(entry, "ID", entry.id, expected)
        return event

    def _change(self, entry: Entry, event: Event) -> None:
        changes = {name: value for name, value in entry.columns.items() if getattr(event, name) != value}
        if not changes:
            self.result.same += 1
            return
        if not NEXT[EventState(event.state)]:
            raise _Wrong(entry, "ID", entry.id, "もう終わったか中止になった催しです。変えられません")
        try:
            with self.session.begin_nested():  # a change that is refused leaves nothing behind
                organizing.change(self.session, event.id, changes, self.who, self.now)
                _refuse(entry, organizing.unsound(event, ()))
        except SeatsGivenAway as given:
            expected = f"もう {given.facts['taken']}人が申し込んでいます。それより少なくはできません"
            raise _Wrong(entry, "定員", str(changes.get("capacity")), expected) from None
        except Refusal as refusal:
            raise _refused(entry, refusal) from None
        self.result.changed += 1
        self._note_moved(entry, event, changes)

    def _note_moved(self, entry: Entry, event: Event, changes: dict[str, Any]) -> None:
        people = seats.glances(self.session, [event.id])[event.id].taken
        if people and {"starts_at", "ends_at", "center", "place"} & set(changes):
            words = f"申し込んだ {people}人に、日時や場所が変わったことを知らせてください"
            self.result.notes.append(Problem(entry.row, "開始日", event.title, words))

    def _publish(self, entry: Entry, event: Event) -> None:
        if event.state != EventState.DRAFT:
            return
        if entry.state == EventState.CANCELLED:
            organizing.step(self.session, event.id, EventState.CANCELLED, self.who, self.now)
            return
        if (event.closes_at or event.starts_at) <= self.now or event.starts_at <= self.now:
            words = "もう始まったか、申込みが終わっているので、下書きのままにします"
            self.result.notes.append(Problem(entry.row, "開始日", event.title, words))
            return
        organizing.publish(self.session, event.id, self.who, self.now)
        if entry.state is not None and entry.state in {EventState.POSTPONED, EventState.CLOSED}:
            organizing.step(self.session, event.id, entry.state, self.who, self.now)
        self.result.published += 1


def _name(entry: Entry) -> tuple[str, datetime]:
    return entry.columns["title"], entry.columns["starts_at"]


class _Wrong(Exception):
    def __init__(self, entry: Entry, column: str, value: str, expected: str) -> None:
        super().__init__(expected)
        self.problem = Problem(entry.row, column, value, expected)


def _refuse(entry: Entry, wrong: tuple[str, ...]) -> None:
    for name in wrong:
        value = entry.columns.get(name)
        raise _Wrong(
            entry, _CELLS[name], "" if value is None else str(value), _EXPECTED.get(name, "正しい値")
        )


def _refused(entry: Entry, refusal: Refusal) -> _Wrong:
    if isinstance(refusal, NotThatWay):
        return _Wrong(entry, "状態", listing.STATES[str(refusal.facts["state"])], "まだ変えられる催し")
    fields = refusal.facts.get("fields")
    name = fields[0] if isinstance(fields, tuple) and fields else "title"
    return _Wrong(
        entry, _CELLS.get(name, name), str(entry.columns.get(name, "")), _EXPECTED.get(name, "正しい値")
    )
