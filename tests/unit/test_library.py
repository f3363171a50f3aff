"""The tracker as a library: its public names, without loading what nobody asked for."""

import subprocess
import sys

import pytest

import tracker


def test_every_public_name_can_be_had() -> None:
    assert [name for name in tracker.__all__ if getattr(tracker, name, None) is None] == []
    assert tracker.Tracker.__module__ == "tracker.application"


def test_what_is_no_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Trackers'"):
        tracker.Trackers  # noqa: B018  the look-up itself is what is tried


def test_importing_the_tracker_loads_neither_the_parser_nor_the_log() -> None:
    program = "import sys, tracker; from tracker import Tracker; print('spacy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
    program = "import sys, tracker; print(sorted({'eventsourcing', 'pydantic', 'spacy'} & {*sys.modules}))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
