"""Giving back memory that was only needed while loading.

Sudachi reads its whole dictionary (200 MB, mapped from a file) once at the start, and uses a part of it
afterwards; so it is with the encoder's table (65 MB). The pages stay in our account until somebody says that
they may go; what is used comes back from the system's file cache by itself. Linux only, and only advice:
elsewhere nothing happens.
"""

import ctypes
import gc
import os
import sys
from pathlib import Path

HEAVY = 220 * 2**20  # bytes
_MADV_DONTNEED = 4
_M_ARENA_MAX = -8  # glibc's <malloc.h>
_MAPPED = (".dic", ".npy")  # the dictionary, the encoder's table
_READ_ONLY = "r--s"  # a shared mapping nobody writes to: dropping its pages can lose nothing


def begin() -> None:
    """To be called before threads are started: they share two heaps instead of keeping one each."""
    libc = ctypes.CDLL(None)
    if sys.platform == "linux" and hasattr(libc, "mallopt"):
        libc.mallopt(_M_ARENA_MAX, 2)


def settle() -> None:
    """To be called once, when everything is loaded."""
    # What is loaded stays: looking through it for garbage again and again costs a tenth of our time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    give_back()


def is_heavy() -> bool:
    """Whether this process weighs more than it needs to."""
    if sys.platform != "linux":
        return False
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") > HEAVY


def give_back() -> None:
    """Let go of the dictionary's pages; those in use come back at once."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.endswith(_MAPPED) and line.split()[1] == _READ_ONLY:
            start, end = (int(place, 16) for place in line.split()[0].split("-"))
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_DONTNEED)
    if hasattr(libc, "malloc_trim"):  # glibc
        libc.malloc_trim(0)
