"""What the mere passing of days makes of an item, which no report says: in words, for whoever asks why."""

from projections.demands import DemandItem
from projections.difference import Thing
from projections.lifecycle import EXPIRED
from projections.measures import MeasureItem
from projections.meetings import UNCONFIRMED, MeetingItem
from projections.warnings import DORMANT, DORMANT_DAYS, WarningItem


def by_time(item: Thing | None, before: Thing | None = None) -> str | None:
    """Why an item is what it is, or no longer what it was before, though no report says so; else None."""
    match item:
        case MeasureItem(stage=stage, expiry=str(expiry)) if stage == EXPIRED:
            return f"its last day, {expiry}, has passed"
        case MeasureItem(in_force=True, effective=str(effective)) if not getattr(before, "in_force", False):
            return f"its first day, {effective}, has come"
        case MeetingItem(status=status) if status == UNCONFIRMED:
            return "its day has passed, and no report says that it was held"
        case WarningItem(status=status) | DemandItem(status=status) if status == DORMANT:
            return f"nothing has come of it in {DORMANT_DAYS} days"
        case _:
            return None
