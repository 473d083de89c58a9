"""Giving back memory that was only needed while loading.

Sudachi reads its whole dictionary (200 MB, mapped from a file) once at the start, and uses a part of it
afterwards. The pages stay in our account until somebody says that they may go; what is used comes back from
the system's file cache by itself. Linux only, and only advice: elsewhere nothing happens.
"""

import ctypes
import gc
import sys
from pathlib import Path

_MADV_DONTNEED = 4
_READ_ONLY = "r--s"  # a shared mapping nobody writes to: dropping its pages can lose nothing


def settle() -> None:
    """To be called once, when everything is loaded."""
    # What is loaded stays: looking through it for garbage again and again costs a tenth of our time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    if sys.platform == "linux":
        _give_back(".dic")


def _give_back(suffix: str) -> None:
    libc = ctypes.CDLL(None)
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith(suffix) and line.split()[1] == _READ_ONLY:
            start, end = (int(place, 16) for place in line.split()[0].split("-"))
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_DONTNEED)
    if hasattr(libc, "malloc_trim"):  # glibc
        libc.malloc_trim(0)
