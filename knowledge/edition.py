"""The state of the plan's files that is answered from now, and how a new one takes its place.

Built on first use, in about two seconds where its material is prepared. When a file changes, the next one
is built beside it and takes over without a restart; a broken file is named in the log, and the old edition
stays.
"""

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from knowledge import library
from knowledge.encoder import Encoder
from knowledge.errors import PlanError
from knowledge.finder import Finder
from knowledge.library import Library
from knowledge.looks import Looks
from knowledge.material import Material
from knowledge.quotes import Quotes

PREPARED = Path(__file__).with_name("prepared")  # made once, by the installation
LOOK_EVERY = 5.0  # seconds between looks at the files
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Edition:
    """What is read, and the indexes over it."""

    library: Library
    finder: Finder
    quotes: Quotes
    looks: Looks


class Shelf:
    """Holds the current edition of a folder; `caches` may hold its material, the last is where it is kept."""

    def __init__(self, folder: Path = library.FOLDER, *caches: Path, thorough: bool = False) -> None:
        self._folder, self._caches, self._thorough = folder, caches, thorough
        self._encoder = Encoder(*caches)
        self._building = threading.Lock()
        self._edition: Edition | None = None
        self._seen: object = None
        self._looked = 0.0

    def current(self) -> Edition:
        """The edition to answer from.

        Raises:
            PlanError: the files are broken and none was read before.
        """
        edition = self._edition
        if edition is None:
            with self._building:
                if self._edition is None:
                    self._seen, self._looked = self._look(), time.monotonic()
                    self._edition = self._build()
                return self._edition
        if time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            threading.Thread(target=self.refresh, name="edition", daemon=True).start()
        return edition

    def refresh(self) -> bool:
        """Take up changed files; True when a new edition is in use. A broken one is logged, not raised."""
        if not self._building.acquire(blocking=False):
            return False
        try:
            seen = self._look()
            if seen == self._seen:
                return False
            self._seen = seen
            self._edition = self._build()
        except PlanError as error:
            _log.error("the plan's files were changed and can't be read, the old ones stay in use: %s", error)
            return False
        finally:
            self._building.release()
        _log.info("the plan's files were changed and are in use")
        return True

    def _look(self) -> object:
        return [
            (file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in library.files(self._folder)
        ]

    def _build(self) -> Edition:
        read = library.read(self._folder)
        material = Material(self._encoder, *self._caches, thorough=self._thorough)
        finder, quotes = Finder(read, material, self._encoder), Quotes(read, material)
        try:
            material.save()
        except OSError as error:
            _log.warning("the search's material can't be kept in %s: %s", self._caches[-1], error)
        return Edition(read, finder, quotes, Looks(finder.see))


_shelf = Shelf(library.FOLDER, PREPARED)


def keep_in(cache: Path) -> None:
    """Keep what is not prepared in this folder; to be called before the first question."""
    global _shelf  # noqa: PLW0603 - one for the process, as the dictionary is
    _shelf = Shelf(library.FOLDER, PREPARED, cache)


def current() -> Edition:
    """The edition to answer from."""
    return _shelf.current()
