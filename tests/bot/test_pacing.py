import asyncio
import time

from bot.pacing import Bucket, Pacing


def test_a_burst_is_let_through_and_then_the_rate_holds() -> None:
    bucket = Bucket(rate=2.0, burst=3.0)

    assert [round(bucket.wait(100.0), 2) for _ in range(5)] == [0.0, 0.0, 0.0, 0.5, 1.0]


def test_what_was_not_used_is_saved_up_to_the_burst_and_no_further() -> None:
    bucket = Bucket(rate=1.0, burst=2.0)
    for _ in range(4):
        bucket.wait(100.0)

    assert [round(bucket.wait(1_000.0), 2) for _ in range(3)] == [0.0, 0.0, 1.0]


def test_one_conversation_waits_without_making_the_others_wait() -> None:
    async def turns() -> tuple[float, float]:
        pacing = Pacing(1000.0)
        for _ in range(4):
            await pacing.turn("C1")
        started = time.monotonic()
        await pacing.turn("C2")
        other = time.monotonic() - started
        await pacing.turn("C1")
        return other, time.monotonic() - started

    other, same = asyncio.run(turns())

    assert other < 0.3
    assert same >= 0.9
