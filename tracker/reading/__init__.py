"""Files, folders, archives and addresses → incoming reports."""

from tracker.reading.fields import UNNAMED_PUBLISHER, Overrides
from tracker.reading.files import Item, is_address, read_reports
from tracker.reading.piece import Skipped

__all__ = ["UNNAMED_PUBLISHER", "Item", "Overrides", "Skipped", "is_address", "read_reports"]
