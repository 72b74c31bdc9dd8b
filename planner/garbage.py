"""When Python looks for garbage in cycles: not while much is made that stays, and not again in what stayed.

Modules and the rows of a plan are made by the hundred thousand and are all kept; looking through them
takes a fifth of the start and 0.1 s at any moment of an edit, and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

SELDOM = (50_000, 20, 20)
"""New things after which the youngest are looked through; how often, until older ones are as well."""


@contextmanager
def not_collecting() -> Generator[None]:
    """Look for no garbage for a while; within another such while it changes nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def set_apart() -> None:
    """Never look again at anything there is now; what is thrown away and in no cycle still goes at once."""
    gc.freeze()


def clear_and_set_apart() -> None:
    """Throw garbage away, then never look again at what is left, and seldom at what comes after.

    With each edit of a large plan tens of thousands of small things are made anew that are in no cycle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
