"""A conversation without a channel: what was said is remembered here, not in the database."""

from dataclasses import dataclass, field

from community.errors import NoSuchChoice
from handlers import choosing, guide, questions, router
from handlers.line.messages import numbered
from handlers.messages import Outgoing
from handlers.rendering import render
from knowledge.dialogue import Context, converse


@dataclass(slots=True)
class Talk:
    """Answers like the channels do, in words."""

    offered: tuple[str, ...] = ()
    context: Context = field(default_factory=Context)

    def hear(self, said: str) -> str:
        """The answer's words, with its choices numbered."""
        try:
            asked = choosing.chosen(said, self.offered) or said
        except NoSuchChoice as refused:
            return self._say(router.refusal(refused))
        if guide.is_wanted(asked):
            return self._say(guide.explain())
        found, self.context = converse(asked, self.context)
        return self._say([questions.present(found)])

    def _say(self, messages: list[Outgoing]) -> str:
        rendered = [render(each) for each in messages]
        offered = tuple(words for each in rendered for words in each.numbered)
        self.offered = offered or self.offered
        return "\n\n".join(each.words + numbered(each.choices) for each in rendered)
