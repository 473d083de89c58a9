"""Fit the finder's weights: `python -m tests.evaluation.weights` prints them, with what they are worth.

Every example (ask, question left open, talk) is looked at by a finder that does not hold it (five folds),
so the weights are those that find what nobody has written down yet. A logistic regression over the articles
(softmax) gives `WEIGHTS`; a second one, of asks against questions about other things and questions that the
plan leaves open, gives `TRUST`. With `registers` each register is then held out as a whole, to see how a
voice does that was never written down (a quarter of an hour).
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import click
import numpy as np
from numpy.typing import NDArray

from knowledge import library
from knowledge.acts import ASKING, KINDS, TELLING, URGENT, Act
from knowledge.asks import REGISTERS, Ask
from knowledge.edition import PREPARED
from knowledge.encoder import Encoder
from knowledge.finder import DOUBTS, SIGNS, Finder, Seen
from knowledge.library import Library
from knowledge.material import Material

FOLDS, STEPS, PULL, RATE = 5, 2500, 0.0002, 0.1
# The parts of a library that are held out.
PARTS = ("asks", "unsettled", "vague", "talk")
Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it looks to a finder that never saw it."""

    kind: str
    ask: Ask
    seen: Seen


def held_out(whole: Library, parts: Sequence[Sequence[tuple[str, Ask]]], encoder: Encoder) -> Iterator[Case]:
    """Each example of each part, with a finder that holds the other parts only."""
    material = Material(encoder, PREPARED, Path(mkdtemp()), thorough=True)  # what is prepared must stay
    for part in parts:
        left = {kind: {ask for of, ask in part if of == kind} for kind in PARTS}
        rest = replace(
            whole,
            asks=tuple(each for each in whole.asks if each not in left["asks"]),
            unsettled=tuple(each for each in whole.unsettled if each not in left["unsettled"]),
            vague=tuple(each for each in whole.vague if each not in left["vague"]),
            talk=tuple(each for each in whole.talk if each not in left["talk"]),
        )
        finder = Finder(rest, material, encoder)
        for kind, ask in part:
            yield Case(kind, ask, finder.see([ask.text])[0])


def folds(whole: Library) -> list[list[tuple[str, Ask]]]:
    """Five parts, by chance but always the same."""
    mixed = [(kind, ask) for kind in PARTS for ask in getattr(whole, kind)]
    random.Random(1).shuffle(mixed)
    return [mixed[start::FOLDS] for start in range(FOLDS)]


def descend(gradient: Callable[[Rows], Rows], size: int) -> Rows:
    """Adam: a few hundred steps are enough for so few weights."""
    weights: Rows = np.zeros(size, np.float32)
    mean, spread = np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = gradient(weights) + PULL * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        pace = RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = (weights - pace).astype(np.float32)
    return weights


def order_weights(signs: Rows, wanted: NDArray[np.int64], counts: Rows, *, biased: bool = False) -> Rows:
    """Weights of the signs, and a bias for each class if wanted, that put the wanted one first (softmax).

    Args:
        signs: for each case a row of signs for each class.
        wanted: for each case the class.
        counts: how much each case counts.
        biased: also give each class a bias; they stand behind the weights.
    """
    rows, size = np.arange(len(signs)), signs.shape[2]

    def gradient(weights: Rows) -> Rows:
        scores = signs @ weights[:size] + (weights[size:] if biased else 0)
        off = np.exp(scores - scores.max(axis=1, keepdims=True))
        off /= off.sum(axis=1, keepdims=True)
        off[rows, wanted] -= 1
        off *= counts[:, None]
        slope: Rows = np.einsum("nk,nkf->f", off, signs)
        return np.concatenate([slope, off.sum(axis=0)]) if biased else slope

    return descend(gradient, size + (signs.shape[1] if biased else 0))


def trust_weights(about: Rows, others: Rows) -> Rows:
    """Weights that tell what the plan answers from what it doesn't: both sides count the same."""
    rows = np.concatenate([about, others])
    truth = np.concatenate([np.ones(len(about)), np.zeros(len(others))])
    side = np.concatenate([np.full(len(about), 0.5 / len(about)), np.full(len(others), 0.5 / len(others))])

    def gradient(weights: Rows) -> Rows:
        found: Rows = ((1 / (1 + np.exp(-(rows @ weights))) - truth) * side) @ rows
        return found

    return descend(gradient, rows.shape[1])


def main() -> None:
    """Fit, and print."""
    whole, encoder = library.read(), Encoder(PREPARED)
    place = {article.id: number for number, article in enumerate(whole.articles)}
    cases = list(held_out(whole, folds(whole), encoder))
    about = [case for case in cases if case.kind == "asks"]
    goal = np.array([place[case.ask.of] for case in about])
    weights = order_weights(
        np.stack([case.seen.signs for case in about]), goal, np.full(len(goal), 1 / len(goal))
    )
    click.echo(f"WEIGHTS of the finder {_named(SIGNS, weights)}")
    firsts = np.array([(case.seen.signs @ weights).argmax() for case in about])
    _by_register("asks held out, right article first", about, firsts == goal)
    _trust(cases, weights)
    _vague(cases)
    _acts(cases)
    if "registers" not in sys.argv:
        return
    registers = [[("asks", ask) for ask in whole.asks if ask.register == register] for register in REGISTERS]
    apart = list(held_out(whole, registers, encoder))
    right = [(case.seen.signs @ weights).argmax() == place[case.ask.of] for case in apart]
    _by_register("a whole register held out", apart, np.array(right))


def _named(names: Sequence[str], weights: Rows) -> str:
    return ", ".join(f"{name} {weight:.1f}" for name, weight in zip(names, weights, strict=True))


def _trust(cases: Sequence[Case], weights: Rows) -> None:
    best = [case.seen.doubts[(case.seen.signs @ weights).argmax()] for case in cases]
    rows = {
        "asks": [row for case, row in zip(cases, best, strict=True) if case.kind in {"asks", "vague"}],
        "other": [row for case, row in zip(cases, best, strict=True) if case.ask.of == Act.OTHER],
        "left open": [row for case, row in zip(cases, best, strict=True) if case.kind == "unsettled"],
    }
    groups = {name: np.stack(each) for name, each in rows.items()}
    trust = trust_weights(groups["asks"], np.concatenate([groups["other"], groups["left open"]]))
    click.echo(f"TRUST {_named(DOUBTS, trust)}")
    for name in ("other", "left open"):
        above = np.subtract.outer(groups["asks"] @ trust, groups[name] @ trust) > 0
        click.echo(f"  AUROC against {name}: {above.mean():.3f}")
    for gate in (0.2, 0.3, 0.4, 0.5, 0.6):
        sure = {name: (1 / (1 + np.exp(-(each @ trust))) >= gate).mean() for name, each in groups.items()}
        click.echo(
            f"  gate {gate}: {', '.join(f'{share:.1%} of {name}' for name, share in sure.items())} pass"
        )


def _vague(cases: Sequence[Case]) -> None:
    """How many vague questions, and how many asks, are taken for vague from some learned share on."""
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        taken = {
            kind: np.mean([case.seen.vague[0] >= least for case in cases if case.kind == kind])
            for kind in ("vague", "asks")
        }
        click.echo(f"  vague from {least}: {taken['vague']:.1%} of vague, {taken['asks']:.1%} of asks")


def _acts(cases: Sequence[Case]) -> None:
    told = np.stack([case.seen.told for case in cases])
    goal = np.array([KINDS.index(case.ask.of if case.kind == "talk" else KINDS[-1]) for case in cases])
    rare = 1 / np.sqrt(np.bincount(goal, minlength=len(KINDS)))[goal]
    weights = order_weights(told, goal, rare / rare.sum(), biased=True)
    click.echo(f"WEIGHTS of the acts {_named(TELLING, weights[: len(TELLING)])}")
    click.echo(f"BIASES {_named(KINDS, weights[len(TELLING) :])}")
    scores = told @ weights[: len(TELLING)] + weights[len(TELLING) :]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    doing = [KINDS.index(act) for act in Act if act not in ASKING]
    urgent = [KINDS.index(act) for act in URGENT]
    asks, danger = ~np.isin(goal, doing), np.isin(goal, urgent)
    for least in (0.5, 0.6, 0.7, 0.8):
        found = np.where(
            chances[:, doing].sum(axis=1) >= least, np.array(doing)[chances[:, doing].argmax(axis=1)], -1
        )
        click.echo(
            f"  least {least}: {(found >= 0)[~asks].mean():.1%} of acts seen, "
            f"{np.isin(found, urgent)[danger].mean():.1%} of danger as danger, "
            f"{(found >= 0)[asks].mean():.1%} of questions taken for acts, "
            f"{np.isin(found, urgent)[asks].mean():.1%} for danger"
        )


def _by_register(title: str, cases: Sequence[Case], right: NDArray[np.bool_]) -> None:
    click.echo(f"{title}: {right.mean():.1%} of {len(right)}")
    for register in REGISTERS:
        mine = np.array([case.ask.register == register for case in cases])
        click.echo(f"  {register:<11}{right[mine].mean():.1%} of {mine.sum()}")


if __name__ == "__main__":
    main()
