"""Who is meant: names, nationalities, capitals, institutions and office-holders that stand for polities."""

from tracker.gazetteer.entries import Entry, Kind
from tracker.gazetteer.forms import cut, fold
from tracker.gazetteer.lookup import Gazetteer, load_gazetteer

__all__ = ["Entry", "Gazetteer", "Kind", "cut", "fold", "load_gazetteer"]
