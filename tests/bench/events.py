"""How long finding takes among all events of the town: 33 bodies with 200 events each, some with sessions."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bot import database
from community import centers, finding
from community.courses import Lesson
from community.events import Event, EventState, Kind
from community.finding import Given
from community.ledger import SignUp, SignUpState
from community.quotas import Audience, Quota
from handlers.wishes import search_of
from knowledge.wishes.wish import understand
from tests.bench.figures import Figure, percentile, say
from tests.bench.road import Setting

BODIES, EACH, SIGN_UPS = 33, 200, 20_000
NOW = datetime(2026, 6, 10, 5, 0, tzinfo=UTC)
TITLES = ("夏まつり", "そば打ち体験", "シニアの集い", "花火", "会計の講座")
JAPAN = ZoneInfo("Asia/Tokyo")
REQUESTS = (
    "今週末に若者向けのイベントある?",
    "7月上旬の研修",
    "藤沢でじいちゃんが行けるやつ",
    "手伝えることない?",
    "来週の土曜の午前中に親子で行ける催し",
    "イベント",
    "8月の花火",
    "毎週水曜の夜の講座ある?",
    "室根でウクレレの講座ある?",
    "明日の早朝にシニア向けのダンス教室ありますか",
)


def searching(given: Setting) -> list[Figure]:
    """Half of the events are over; a request is understood, searched for, and its places reckoned."""
    db = database.connect(given.given("searching")["DATABASE_URL"], pool=1)
    with db.transaction() as session:
        fill(session)
    with db.transaction() as session:
        session.execute(text("ANALYZE"))
    exact: list[float] = []
    alternatives: list[float] = []
    for _ in range(20):
        for request in REQUESTS:
            with db.transaction() as session:
                began = perf_counter()
                search = search_of(understand(request, NOW.astimezone(JAPAN)))
                found = finding.find(session, search, NOW)
                took = (perf_counter() - began) * 1000
            (exact if found.given is None else alternatives).append(took)
    db.close()
    say(f"searching: {len(exact)} found at once, {len(alternatives)} only otherwise ({Given.KEYWORD} …)")
    what = f"finding among {BODIES * EACH} events"
    return [
        Figure(f"{what}, p50", percentile(exact, 0.5), "ms", reference=f"max {max(exact):.3g} ms"),
        Figure(f"{what}, p95", percentile(exact, 0.95), "ms", most=20),
        *(
            [Figure(f"{what}, nearest others, p95", percentile(alternatives, 0.95), "ms")]
            if alternatives
            else []
        ),
    ]


def fill(session: Session) -> None:
    """Events, sessions, quotas and sign-ups, the same each time."""
    chance = random.Random(4)
    rows = [_row(chance, number) for number in range(BODIES * EACH)]
    session.execute(insert(Event), rows)
    ids = list(session.scalars(text("SELECT id FROM events ORDER BY id")))
    begins = dict(zip(ids, (row["starts_at"] for row in rows), strict=True))
    session.execute(insert(Lesson), list(_lessons(chance.sample(ids, 600), begins)))
    kept = [{"event_id": each, "audience": Audience.YOUTH, "seats": 5} for each in chance.sample(ids, 600)]
    session.execute(insert(Quota), kept)
    session.execute(insert(SignUp), [_sign_up(chance.choice(ids), number) for number in range(SIGN_UPS)])


def _row(chance: random.Random, number: int) -> dict[str, object]:
    begin = NOW + timedelta(days=chance.randint(-180, 180), hours=chance.randint(-4, 6))
    young = chance.random() < 0.1
    return {
        "kind": chance.choice(list(Kind)),
        "state": EventState.FULL if chance.random() < 0.1 else EventState.PUBLISHED,
        "title": f"{chance.choice(TITLES)} {number}",
        "description": "地域のみなさんとゆっくり楽しむ会です。お気軽にお越しください。" * 8,
        "area": chance.choice(centers.areas()),
        "place": "ホール",
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=2),
        "capacity": chance.choice((None, 20, 50)),
        "youngest": 16 if young else None,
        "oldest": 29 if young else None,
        "created_at": NOW,
        "changed_at": NOW,
    }


def _lessons(ids: Iterable[int], begins: dict[int, datetime]) -> Iterable[dict[str, object]]:
    for each in ids:
        for number in range(4):
            begin = begins[each] + timedelta(weeks=number)
            hours = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
            yield {"event_id": each, "number": number + 1, "title": "回", **hours}


def _sign_up(event_id: int, number: int) -> dict[str, object]:
    person = f"line:U{number}"
    fixed = {"channel": "line", "party": [], "size": 1, "created_at": NOW, "changed_at": NOW}
    state = SignUpState.CONFIRMED if number % 10 else SignUpState.WAITLISTED
    mine = {"id": f"s{number}", "event_id": event_id, "number": number + 1, "person": person, "by": person}
    return {**mine, "request": person, "state": state, **fixed}
