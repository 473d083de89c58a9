"""`wasshoi ask`: answers in the terminal or for programs. Starts no database."""

import json
import sys
from time import perf_counter
from typing import Any, TextIO

import click

from bot.commands import lines
from bot.progress import counted


@click.command(
    epilog="""\b
Examples:
  wasshoi ask "ひと・まち応援金って何に使えるの?"
  wasshoi ask --json "地域協働体とは?"
  wasshoi ask --jsonl < questions.jsonl > answers.jsonl
"""
)
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.option(
    "--jsonl", is_flag=True, help='Read lines {"id","text"} from standard input, write one answer a line.'
)
def ask(question: str | None, *, as_json: bool, jsonl: bool) -> None:
    """Answer a question about the plan."""
    if jsonl:
        _answer_lines(sys.stdin, sys.stdout)
        return
    if question is None or not question.strip():
        raise click.UsageError('a question is missing: wasshoi ask "地域協働体とは?"')
    found = _answer({"id": "1", "text": question})
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _readable(found))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    from knowledge.answer import answer  # noqa: PLC0415 - the index takes a moment, `--help` should not

    started = perf_counter()
    found = answer(str(asked.get("text", "")))
    return {
        "id": asked.get("id"),
        "outcome": found.outcome,
        "text": found.text,
        "citations": [citation.as_dict() for citation in found.citations],
        "suggestions": list(found.suggestions),
        "ms": round((perf_counter() - started) * 1000, 2),
    }


def _answer_lines(source: TextIO, target: TextIO) -> None:
    from knowledge.answer import ready  # noqa: PLC0415 - see above

    ready()
    for asked in counted(lines.read(source, ("text",)), "questions"):
        target.write(json.dumps(_answer(asked), ensure_ascii=False) + "\n")
        target.flush()


def _readable(found: dict[str, Any]) -> str:
    further = "\n".join(f"  ・{suggestion}" for suggestion in found["suggestions"])
    return str(found["text"]) + (f"\n\n続けて聞けます:\n{further}" if further else "")
