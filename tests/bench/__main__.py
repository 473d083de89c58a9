"""Run all benchmarks and print one table; a name as argument runs only that one."""

import sys
from collections.abc import Callable, Mapping

from tests.bench import desk, events, finding, knowing, road, spreading, taking_part
from tests.bench.figures import Figure, show

ON_THE_ROAD: Mapping[str, Callable[[road.Setting], list[Figure]]] = {
    "idle": road.idle,
    "flooded": road.flooded,
    "workers": road.workers,
    "person": road.one_person,
    "beside": road.beside_a_flood,
    "signing_up": taking_part.signing_up,
    "racing": taking_part.racing,
    "searching": events.searching,
    "looking": desk.looking,
    "tapping": desk.tapping,
    "spreading": spreading.spreading,
}
ALONE: Mapping[str, Callable[[], list[Figure]]] = {
    "asking": knowing.asking,
    "serving": knowing.serving,
    "finding": finding.finding,
}


def main() -> int:
    """Measure; 1 when a target is missed, 2 when a name is not known."""
    wanted = sys.argv[1:] or [*ON_THE_ROAD, *ALONE]
    unknown = set(wanted) - {*ON_THE_ROAD, *ALONE}
    if unknown:
        sys.stderr.write(
            f"no such benchmark: {', '.join(unknown)}; there are {', '.join([*ON_THE_ROAD, *ALONE])}\n"
        )
        return 2
    figures: list[Figure] = []
    with road.setting() as given:
        for name in wanted:
            figures += ON_THE_ROAD[name](given) if name in ON_THE_ROAD else ALONE[name]()
    show(figures)
    return 1 if any(each.verdict == "MISSED" for each in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
