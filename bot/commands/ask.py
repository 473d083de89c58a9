"""`wasshoi ask`: answers in the terminal or for programs. Starts no database."""

import json
import sys
from time import perf_counter
from typing import Any, TextIO

import click

from bot.commands import lines
from bot.progress import counted
from bot.settings import load
from knowledge import edition
from knowledge.dialogue import Context, converse, ready
from knowledge.tellings import Language

_LANGUAGES = tuple(Language)


@click.command(
    epilog="""\b
Examples:
  wasshoi ask "ひと・まち応援金って何に使えるの?"
  wasshoi ask --language easy "地域協働体とは?"
  wasshoi ask --json "地域協働体とは?"
  wasshoi ask --jsonl < questions.jsonl > answers.jsonl
"""
)
@click.argument("question", required=False)
@click.option("--language", type=click.Choice(_LANGUAGES), help="やさしい日本語 (easy) or English (en).")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read lines {"id","text","conversation"?,"language"?} from standard input, write one answer a line; '
    "a line that can't be read gets an error in its place, and the exit code is 1.",
)
@click.pass_context
def ask(
    context: click.Context, question: str | None, language: str | None, *, as_json: bool, jsonl: bool
) -> None:
    """Answer a question about the plan."""
    asking = _Asking()
    if jsonl:
        if not _answer_lines(asking, sys.stdin, sys.stdout):
            context.exit(1)
        return
    if question is None or not question.strip():
        raise click.UsageError('a question is missing: wasshoi ask "地域協働体とは?"')
    found = asking.answer({"id": "1", "text": question, "language": language})
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _readable(found))


class _Asking:
    """Answers, and remembers the conversations that are named."""

    def __init__(self) -> None:
        edition.keep_in(load().cache)
        self._held: dict[str, Context] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """One line's answer, as DESIGN §4 has it."""
        started = perf_counter()
        name = asked.get("conversation")
        context = self._held.get(str(name)) if name is not None else None
        if context is None:
            context = Context(language=Language(asked.get("language") or "ja"))
        found, after = converse(str(asked.get("text", "")), context)
        if name is not None:
            self._held[str(name)] = after
        return {
            "id": asked.get("id"),
            "outcome": found.outcome,
            "text": found.text,
            "citations": [citation.as_dict() for citation in found.citations],
            "suggestions": list(found.suggestions),
            "ms": round((perf_counter() - started) * 1000, 2),
        }


def _answer_lines(asking: _Asking, source: TextIO, target: TextIO) -> bool:
    """Answer every line in its place; False when one could not be read."""
    ready()
    whole = True
    for asked in counted(lines.each(source, ("text",)), "questions"):
        if isinstance(asked, lines.Unreadable):
            written: dict[str, Any] = {"error": asked.why, "line": asked.number}
            whole = False
        elif asked.get("language") not in (None, *_LANGUAGES):
            written = {"id": asked.get("id"), "error": f"language is one of {', '.join(_LANGUAGES)}"}
            whole = False
        else:
            written = asking.answer(asked)
        target.write(json.dumps(written, ensure_ascii=False) + "\n")
        target.flush()
    return whole


def _readable(found: dict[str, Any]) -> str:
    further = "\n".join(f"  ・{suggestion}" for suggestion in found["suggestions"])
    return str(found["text"]) + (f"\n\n続けて聞けます:\n{further}" if further else "")
