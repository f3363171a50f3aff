"""How the program speaks, as the options before the command say: quietly, at length, with or without a pager."""

from contextvars import ContextVar
from typing import NamedTuple


class Manner(NamedTuple):
    """`quiet`: data and errors only. `verbose`: also what is done, and how long it took. `paged`: long answers are."""

    quiet: bool = False
    verbose: bool = False
    paged: bool = True


_MANNER = ContextVar("manner", default=Manner())  # noqa: B039  a tuple of truths is not mutable


def manner() -> Manner:
    """How the program speaks now."""
    return _MANNER.get()


def speak(asked: Manner) -> None:
    """Speak so from now on."""
    _MANNER.set(asked)
    if asked.verbose:
        from cli.telling import tell  # noqa: PLC0415  only where it is asked for

        tell()
