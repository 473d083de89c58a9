"""What texts are to a search, reckoned once: their words, their sounds and their vectors.

Kept in files named by everything that they depend on: another model, dictionary or way of reading makes
new ones. They come prepared with the installation (`wasshoi prepare`); texts that are not in them are
reckoned and added in a cache folder beside the database, so that one new ask costs one text's time.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge import words
from knowledge.encoder import SIZE, Encoder, Vectors
from knowledge.words import Reading


class Material:
    """Readings and vectors of texts. `folders` may hold them, the last is where they are kept."""

    def __init__(self, encoder: Encoder, *folders: Path) -> None:
        self._encoder, self._folders = encoder, folders
        self._readings: dict[str, Reading] = {}
        self._vectors: dict[str, Vectors] = {}
        self._used: dict[str, None] = {}
        self._new = False
        depends = (encoder.key, version("sudachidict-core"), Path(words.__file__).read_text("utf-8"))
        self._key = sha256("\0".join(depends).encode()).hexdigest()[:12]
        for folder in folders:
            self._load(folder)

    def reading(self, text: str) -> Reading:
        """A text's words and sounds."""
        self._used[text] = None
        found = self._readings.get(text)
        if found is None:
            found = self._readings[text] = words.read(text)
            self._new = True
        return found

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        lacking = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if lacking:
            cleaned = [words.clean(text) for text in lacking]
            self._vectors.update(zip(lacking, self._encoder.vectors(cleaned), strict=True))
            self._new = True
        self._used.update(dict.fromkeys(texts))
        return np.stack([self._vectors[text] for text in texts]) if texts else np.zeros((0, SIZE), np.float32)

    def reckoned(self, name: str, texts: Iterable[str], reckon: Callable[[], Vectors]) -> Vectors:
        """Rows that follow from these texts and take long to reckon; kept for the same texts."""
        key = sha256("\0".join([self._key, *texts]).encode()).hexdigest()[:12]
        for folder in self._folders:
            with suppress(OSError, ValueError, EOFError):  # not there yet, or cut off half-way
                kept: Vectors = np.load(folder / f"{name}-{key}.npy", allow_pickle=False)
                return kept
        rows = reckon()
        if self._folders:
            for old in self._folders[-1].glob(f"{name}-*.npy"):
                old.unlink(missing_ok=True)
            with suppress(OSError):  # a folder that can't be written to is no trouble
                _write(self._folders[-1] / f"{name}-{key}.npy", lambda part: _save(part, rows))
        return rows

    def save(self) -> None:
        """Keep what was asked for, if any of it is new; a folder that can't be written to is no trouble."""
        if not self._folders or not self._new:
            return
        readings = {text: (it.words, it.spoken) for text in self._used if (it := self._readings.get(text))}
        embedded = [text for text in self._used if text in self._vectors]
        rows = np.stack([self._vectors[text] for text in embedded]).astype(np.float16)
        read, drawn = self._files(self._folders[-1])
        _write(read, lambda name: Path(name).write_text(json.dumps(readings, ensure_ascii=False), "utf-8"))
        _write(drawn, lambda name: _save_rows(name, np.array(embedded), rows))
        self._new = False

    def _load(self, folder: Path) -> None:
        read, drawn = self._files(folder)
        try:
            held = json.loads(read.read_text("utf-8"))
            with np.load(drawn, allow_pickle=False) as arrays:
                texts, rows = arrays["texts"].tolist(), arrays["rows"].astype(np.float32)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return  # not there yet, or cut off half-way: it is all reckoned again
        self._readings |= {text: Reading(tuple(found), spoken) for text, (found, spoken) in held.items()}
        self._vectors |= dict(zip(texts, rows, strict=True))

    def _files(self, folder: Path) -> tuple[Path, Path]:
        return folder / f"readings-{self._key}.json", folder / f"vectors-{self._key}.npz"


def _save_rows(name: str, texts: Iterable[str], rows: NDArray[np.float16]) -> None:
    with Path(name).open("wb") as opened:
        np.savez(opened, texts=np.asarray(texts), rows=rows)


def _save(name: str, rows: Vectors) -> None:
    with Path(name).open("wb") as opened:
        np.save(opened, rows)


def _write(file: Path, write: Callable[[str], object]) -> None:
    """Written beside and then renamed: nobody ever reads a half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        pass
    write(part.name)
    Path(part.name).replace(file)
