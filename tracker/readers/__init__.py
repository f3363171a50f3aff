"""Readers: whatever reads reports into proposals, chosen by name; rules, language models, plug-ins, two together."""

from tracker.readers.registry import known_readers, make_reader
from tracker.readers.settings import Settings

__all__ = ["Settings", "known_readers", "make_reader"]
