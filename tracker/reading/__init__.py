"""Files, folders, archives and addresses → incoming reports."""

from tracker.incoming import UNNAMED_PUBLISHER
from tracker.reading.fields import Overrides
from tracker.reading.files import Item, is_address, read_reports
from tracker.reading.piece import Skipped

__all__ = ["UNNAMED_PUBLISHER", "Item", "Overrides", "Skipped", "is_address", "read_reports"]
