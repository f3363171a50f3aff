"""Files → incoming reports: text with an optional header, JSONL rows, folders of both."""

from tracker.reading.fields import UNNAMED_PUBLISHER, Overrides
from tracker.reading.files import Item, Skipped, read_reports

__all__ = ["UNNAMED_PUBLISHER", "Item", "Overrides", "Skipped", "read_reports"]
