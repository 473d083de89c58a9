"""What texts are to a search, reckoned once: their words, their sounds and their vectors.

Kept in files named by everything that they depend on: another model, dictionary or way of reading makes
new ones. They come prepared with the installation (`wasshoi prepare`); texts that are not in them are
reckoned and added in a cache folder beside the database. What is reckoned from all texts together (indexes,
lessons) is kept as well, and where that is there the texts' own files are not even read.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from knowledge import words
from knowledge.encoder import SIZE, Encoder, Vectors
from knowledge.postings import Arrays
from knowledge.words import Reading

# What reckons from all texts together: another way makes other arrays.
_WAYS = ("asked", "examples", "lessons", "places", "postings", "quotes", "search", "sounds")

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Material:
    """Readings and vectors of texts. `folders` may hold them, the last is where they are kept.

    `thorough`: reckon everything from the beginning, and not on from what was kept of slightly other texts.
    """

    def __init__(self, encoder: Encoder, *folders: Path, thorough: bool = False) -> None:
        self._encoder, self._folders, self.thorough = encoder, folders, thorough
        self._readings: dict[str, Reading] = {}
        self._vectors: dict[str, NDArray[np.float16]] = {}
        self._new = self._loaded = False
        depends = (encoder.key, version("sudachidict-core"), _source("words"))
        self._key = _hashed(depends)
        self._ways = _hashed((self._key, *map(_source, _WAYS)))

    def reading(self, text: str) -> Reading:
        """A text's words and sounds."""
        self._load_all()
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = words.read(text)
            self._new = True
        return found

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        self._load_all()
        lacking = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if lacking:
            cleaned = [words.clean(text) for text in lacking]
            self._vectors.update(zip(lacking, self._encoder.vectors(cleaned).astype(np.float16), strict=True))
            self._new = True
        if not texts:
            return np.zeros((0, SIZE), np.float32)
        return np.stack([self._vectors[text] for text in texts]).astype(np.float32)

    def reckoned(self, name: str, texts: Iterable[str], reckon: Callable[[], Arrays]) -> Arrays:
        """Arrays that follow from these texts and take long to reckon; kept for the same texts."""
        key = self.key(texts)
        for folder in self._folders:
            kept = _read(folder / f"{name}-{key}.npz")
            if kept is not None:
                return kept
        arrays = reckon()
        if self._folders:
            for old in self._folders[-1].glob(f"{name}-*.npz"):
                old.unlink(missing_ok=True)
            with suppress(OSError):  # a folder that can't be written to is no trouble
                _write(self._folders[-1] / f"{name}-{key}.npz", lambda part: _save(part, arrays))
        return arrays

    def latest(self, name: str) -> Arrays | None:
        """What was kept last under this name, of whatever texts; None where nothing was."""
        files = [file for folder in self._folders for file in folder.glob(f"{name}-*.npz")]
        return _read(max(files, key=lambda file: file.stat().st_mtime)) if files else None

    def key(self, texts: Iterable[str]) -> str:
        """What tells what is reckoned from these texts from what other texts or other ways make."""
        return _hashed((self._ways, *texts))

    def save(self) -> None:
        """Keep what is known, if any of it is new."""
        if not self._folders or not self._new:
            return
        readings = {text: (it.words, it.spoken) for text, it in self._readings.items()}
        rows = np.stack(list(self._vectors.values()))
        texts = np.frombuffer("\0".join(self._vectors).encode(), np.uint8)
        read, drawn = self._files(self._folders[-1])
        for old in (*self._folders[-1].glob("readings-*"), *self._folders[-1].glob("vectors-*")):
            old.unlink(missing_ok=True)
        _write(read, lambda name: Path(name).write_text(json.dumps(readings, ensure_ascii=False), "utf-8"))
        _write(drawn, lambda name: _save(name, {"texts": texts, "rows": rows}))
        self._new = False

    def _load_all(self) -> None:
        if not self._loaded:
            self._loaded = True
            for folder in self._folders:
                self._load(folder)

    def _load(self, folder: Path) -> None:
        read, drawn = self._files(folder)
        arrays = _read(drawn)
        try:
            held = json.loads(read.read_text("utf-8"))
        except (OSError, ValueError):
            return  # not there yet, or cut off half-way: it is all reckoned again
        if arrays is None:
            return
        texts, rows = arrays["texts"].tobytes().decode().split("\0"), arrays["rows"]
        self._readings |= {text: Reading(tuple(found), spoken) for text, (found, spoken) in held.items()}
        self._vectors |= dict(zip(texts, rows, strict=True))

    def _files(self, folder: Path) -> tuple[Path, Path]:
        return folder / f"readings-{self._key}.json", folder / f"vectors-{self._key}.npz"


def _source(module: str) -> str:
    return Path(__file__).with_name(f"{module}.py").read_text("utf-8")


def _hashed(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:12]


def _read(file: Path) -> Arrays | None:
    """The arrays in a file; None where it is not there yet, or was cut off half-way."""
    try:
        with np.load(file, allow_pickle=False) as kept:
            return dict(kept)
    except (OSError, ValueError, EOFError, BadZipFile):
        return None


def _save(name: str, arrays: Arrays) -> None:
    with Path(name).open("wb") as opened:
        np.savez(opened, allow_pickle=False, **arrays)


def _write(file: Path, write: Callable[[str], object]) -> None:
    """Written beside and then renamed: nobody ever reads a half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        pass
    write(part.name)
    Path(part.name).replace(file)
