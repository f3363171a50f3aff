"""The tracker as a library: `from tracker import Tracker`. A name is loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projections.clocks import Clocks
    from tracker.analyst import Analyst, ByHand
    from tracker.application import Tracker
    from tracker.errors import InputError, Refused, StoreError, TrackerError
    from tracker.incoming import IncomingReport
    from tracker.questions import Questions
    from tracker.reading import Overrides, Skipped, read_reports
    from tracker.tabular import rows

__all__ = [
    "Analyst",
    "ByHand",
    "Clocks",
    "IncomingReport",
    "InputError",
    "Overrides",
    "Questions",
    "Refused",
    "Skipped",
    "StoreError",
    "Tracker",
    "TrackerError",
    "read_reports",
    "rows",
]

_HOMES = {
    "projections.clocks": ("Clocks",),
    "tracker.analyst": ("Analyst", "ByHand"),
    "tracker.application": ("Tracker",),
    "tracker.errors": ("InputError", "Refused", "StoreError", "TrackerError"),
    "tracker.incoming": ("IncomingReport",),
    "tracker.questions": ("Questions",),
    "tracker.reading": ("Overrides", "Skipped", "read_reports"),
    "tracker.tabular": ("rows",),
}


def __getattr__(name: str) -> Any:
    """Load a public name from where it is defined: most commands need few of them, and some take their time."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
