"""The way to one's ticket: what is shown at the door. Its page is `handlers/web/tickets.py`."""

from community import checkin
from community.ledger import SignUp, SignUpState
from handlers import addresses
from handlers.messages import Choice

_GOING = (SignUpState.CONFIRMED, SignUpState.ATTENDED)


def address(sign_up: SignUp) -> str:
    """The whole address of a sign-up's ticket: it is also what its picture to be scanned says."""
    return addresses.page(f"/ticket/{checkin.ticket(addresses.key(), sign_up)}")


def way(sign_up: SignUp) -> tuple[Choice, ...]:
    """The ticket as a choice; none without a place."""
    return (Choice("受付で見せる画面", link=address(sign_up)),) if sign_up.state in _GOING else ()
