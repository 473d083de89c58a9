"""The one error tree of the service.

    WasshoiError
    ├── Refusal             a rule said no: a template's name and facts, never prose    (this floor)
    ├── ChannelError        LINE or Slack did not take a message                  (handlers/doors.py)
    └── ConfigurationError  a setting is missing or wrong, raised at start only     (bot/settings.py)

Anything else is a bug. Caught in three places only: the router, the engine and the command line.
"""


class WasshoiError(Exception):
    """The root: everything the service raises on purpose."""


class Refusal(WasshoiError):
    """A rule said no. `template` names the words, `facts` are what they need; the router does the talking."""

    template = "refusal"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.template)
        self.facts = facts


class NoSuchChoice(Refusal):
    """A number was typed that the last message did not offer. Facts: `offered`, how many there were."""

    template = "no_such_choice"
