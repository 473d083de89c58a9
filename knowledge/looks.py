"""What was seen of the last texts: one message is looked at from several sides, its sentences each time.

It is looked at for what it does, for where it is answered, for what is compared in it and for what is quoted;
what is the same is looked at once, and what is new together, as much of the time goes by the number of looks.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from knowledge.finder import Seen

KEPT = 32  # texts; a message has hardly ten, and each look weighs a quarter of a megabyte


class Looks:
    """The looks of one edition; threads share them."""

    def __init__(self, see: Callable[[Sequence[str]], list[Seen]], kept: int = KEPT) -> None:
        self._see, self._most = see, kept
        self._kept: OrderedDict[str, Seen] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, texts: Sequence[str]) -> list[Seen]:
        """Each of these texts beside the plan."""
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            known |= zip(fresh, self._see(fresh), strict=True)
        with self._lock:
            for text in texts:
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]
