"""JSONL rows become reports, each on its own: a bad one never stops the rest."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.errors import BadRow, EmptyText, MissingPublicationDate, NotText, TrackerError
from tracker.incoming import IncomingReport
from tracker.reading import Item, read_reports

GOLD = Path(__file__).parents[3] / "shared" / "gold"
ROW = {"id": "r1", "publisher": "Wire", "published": "2022-03-17", "title": "", "url": None, "text": "Talks."}


def read_lines(folder: Path, *lines: bytes) -> list[Item]:
    path = folder / "rows.jsonl"
    path.write_bytes(b"\n".join(lines))
    return list(read_reports([path], today=date(2025, 1, 31)))


def row(**changes: object) -> bytes:
    return json.dumps(ROW | changes).encode()


def test_a_row_is_a_report_with_its_own_id(tmp_path: Path) -> None:
    (report,) = read_lines(tmp_path, row(events=[{"type": "MeetingHeld"}], section="World"))
    assert isinstance(report, IncomingReport)
    assert (report.id, report.publisher, report.text) == ("r1", "Wire", "Talks.")
    assert report.label == f"{tmp_path}/rows.jsonl:1"


def test_an_instant_as_publication_gives_the_day_in_its_own_time_zone(tmp_path: Path) -> None:
    (report,) = read_lines(tmp_path, row(published="2022-02-22T23:28:27-05:00"))
    assert isinstance(report, IncomingReport)
    assert report.published == date(2022, 2, 22)
    assert report.published_at == datetime(2022, 2, 23, 4, 28, 27, tzinfo=UTC)


def test_an_address_that_many_reports_share_identifies_none(tmp_path: Path) -> None:
    url = "Wikipedia Portal:Current events/2022 February 24"
    one, other = read_lines(tmp_path, row(url=url, text="One."), row(url=url, text="Other."))
    assert isinstance(one, IncomingReport)
    assert isinstance(other, IncomingReport)
    assert one.report_id != other.report_id


def test_bad_rows_are_named_by_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    items = read_lines(
        tmp_path, row(), b"", b"{", b"[]", row(text=""), row(published=None), b'{"text": "\xff"}', row(text="Last.")
    )
    kinds = [type(item) for item in items]
    assert kinds == [IncomingReport, BadRow, BadRow, EmptyText, MissingPublicationDate, NotText, IncomingReport]
    lines = [str(item).split(": ")[0].rsplit(":", 1)[1] for item in items if isinstance(item, TrackerError)]
    assert lines == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        (b'{"publisher": "Wire"}', BadRow, "the row has no 'text'"),
        (row(title=7), BadRow, "'title' is 7, not a text"),
        (row(id=["a"]), BadRow, "'id' is ['a'], not a text"),
        (b"[" * 100_000, BadRow, "no JSON that can be read"),
        (b'{"text": "\\ud800", "published": "2022-03-17"}', NotText, "U+D800"),
        (row(title="\x1b]0;owned\x07"), NotText, "the title has the control character U+001B"),
        (b"", EmptyText, "the file has no row"),
    ],
)
def test_a_bad_row_says_what_is_wrong(tmp_path: Path, line: bytes, kind: type[TrackerError], words: str) -> None:
    (error,) = read_lines(tmp_path, line)
    assert isinstance(error, kind)
    assert words in str(error)


def test_every_annotated_report_can_be_read() -> None:
    if not GOLD.is_dir():
        pytest.skip("no gold sets beside the project")
    names = ("bullets", "releases", "seeds", "train")
    items = list(read_reports([GOLD / f"{name}.jsonl" for name in names], today=date(2026, 12, 31)))
    assert [str(item) for item in items if not isinstance(item, IncomingReport)] == []
    assert len({item.report_id for item in items if isinstance(item, IncomingReport)}) == len(items)
