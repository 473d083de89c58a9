"""The one rule of sign-ups that each house sets for itself: from which age nobody else need agree.

Set once when the service is put together (`bot/wiring.py`).
"""

from dataclasses import dataclass


@dataclass(slots=True)
class _Set:
    guardian_age: int = 18


_set = _Set()


def settle(guardian_age: int) -> None:
    """Say from which age nobody else need agree, in years."""
    _set.guardian_age = guardian_age


def guardian_age() -> int:
    """From which age nobody else need agree, in years."""
    return _set.guardian_age
