"""A text file with or without a header becomes a report, or one line that says what is wrong with it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.errors import BadDate, BadRow, EmptyText, MissingPublicationDate, NotText, TrackerError, UnknownPolity
from tracker.incoming import IncomingReport
from tracker.reading import UNNAMED_PUBLISHER, Overrides, read_reports

TODAY = date(2025, 1, 31)
HEADER = b"---\npublisher: Example Wire\npublished: 2022-03-17\n---\n"


def read(path: Path, **overrides: object) -> IncomingReport | TrackerError:
    (item,) = read_reports([path], today=TODAY, overrides=Overrides.model_validate(overrides))
    assert isinstance(item, IncomingReport | TrackerError)
    return item


def read_bytes(folder: Path, data: bytes, **overrides: object) -> IncomingReport | TrackerError:
    path = folder / "a.txt"
    path.write_bytes(data)
    return read(path, **overrides)


def test_a_header_says_who_published_what_when(tmp_path: Path) -> None:
    lines = [
        b"---",
        b"publisher: Ministry of Foreign Affairs",
        b"publisher_polity: FRA",
        b"published: 2022-03-17",
        b"published_at: 2022-03-17T21:30:00+01:00",
        b"title: Talks: a beginning",
        b"url: HTTPS://Example.org:443/talks?utm_source=x#top",
        b"seen: 2022-03-18T08:00:00Z",
        b"---",
        b"France and Germany held talks.",
    ]
    report = read_bytes(tmp_path, b"\n".join(lines))
    assert isinstance(report, IncomingReport)
    assert (report.publisher, report.publisher_polity) == ("Ministry of Foreign Affairs", "FRA")
    assert report.published == date(2022, 3, 17)
    assert report.published_at == datetime(2022, 3, 17, 20, 30, tzinfo=UTC)
    assert report.seen == datetime(2022, 3, 18, 8, tzinfo=UTC)
    assert report.title == "Talks: a beginning"
    assert report.url == "https://example.org/talks"
    assert report.text == "France and Germany held talks."


def test_only_newlines_and_the_byte_order_mark_are_changed_in_a_text(tmp_path: Path) -> None:
    report = read_bytes(tmp_path, b"\xef\xbb\xbf" + HEADER + "One\r\ntwo\rthree\t “four”  \n\n".encode())
    assert isinstance(report, IncomingReport)
    assert report.text == "One\ntwo\nthree\t “four”  \n\n"


def test_a_publication_date_is_asked_for_and_never_guessed(tmp_path: Path) -> None:
    error = read_bytes(tmp_path, b"France and Germany held talks.")
    assert isinstance(error, MissingPublicationDate)
    assert str(error).startswith(f"{tmp_path}/a.txt: no publication date; give --published YYYY-MM-DD")


@pytest.mark.parametrize(
    ("first", "named"), [("---\u0085publisher: Wire", "0085"), ("\u0080---", "0080"), ("\u200b---", "200B")]
)
def test_a_header_that_a_hidden_character_spoils_is_named_and_not_taken_for_text(
    first: str, named: str, tmp_path: Path
) -> None:
    error = read_bytes(tmp_path, f"{first}\npublished: 2022-03-17\n---\nTalks.".encode())
    assert isinstance(error, BadRow)
    assert f"a.txt:1: the line '---' that begins the header has the control character U+{named} in it" in str(error)


def test_a_stray_control_character_in_a_text_is_no_header(tmp_path: Path) -> None:
    report = read_bytes(tmp_path, "Talks \u0080 --- and more.\n---".encode(), published=date(2022, 3, 17))
    assert isinstance(report, IncomingReport)


def test_options_override_the_header(tmp_path: Path) -> None:
    given = {"published": date(2023, 1, 2), "publisher": "Other", "url": "https://example.org/x"}
    report = read_bytes(tmp_path, HEADER + b"Talks.", **given)
    assert isinstance(report, IncomingReport)
    assert (report.published, report.publisher, report.url) == tuple(given.values())


def test_a_report_without_a_publisher_is_unnamed(tmp_path: Path) -> None:
    report = read_bytes(tmp_path, b"Talks.", published=date(2022, 3, 17))
    assert isinstance(report, IncomingReport)
    assert report.publisher == UNNAMED_PUBLISHER
    assert report.url is None


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", EmptyText, "the text is empty"),
        (HEADER + b" \n\t\n", EmptyText, "the text is empty"),
        (b"\x7fELF\x00\x01", NotText, "binary file (byte 0x00 at offset 4)"),
        ("Türkiye".encode("utf-16"), NotText, "UTF-16"),
        (b"one\nT\xfcrkiye", NotText, "byte 0xfc at offset 5 (line 2) is not UTF-8"),
        (b"one\ntwo \x1b[31mred", NotText, "U+001B at line 2, column 5"),
        (b"---\nauthor: me\n---\nText.", BadRow, "a.txt:2: unknown header key 'author'"),
        (b"---\npublished: 2022-03-17\nText.\n", BadRow, "a.txt:3: 'Text.' is no 'key: value' line"),
        (b"---\ntitle: a\ntitle: b\n---\nText.", BadRow, "a.txt:3: the header has 'title' a second time"),
        (b"---\ntitle: a\n", BadRow, "a.txt:1: the header that begins here does not end"),
        (b"---\npublished: 2022-02-30\n---\nText.", BadDate, "a.txt:2: published '2022-02-30' is not in the calendar"),
        (b"---\npublished: 17.3.2022\n---\nText.", BadDate, "a.txt:2: published '17.3.2022' is not written as YYYY"),
        (b"---\npublished: 2022-03-17\nseen: 2022-03-17T10:00\n---\nT.", BadDate, "a.txt:3: seen '2022-03-17T10:00'"),
        (b"---\npublished: 2025-02-02\n---\nText.", BadDate, "lies in the future (today is 2025-01-31)"),
        (
            b"---\npublished: 2025-01-30\nseen: 2025-02-02T00:00:00Z\n---\nText.",
            BadDate,
            "a.txt:3: 2025-02-02T00:00:00+00:00, when it was seen, lies in the future (today is 2025-01-31)",
        ),
        (b"---\npublished: 2022-03-17\npublished_at: 2022-04-17T10:00Z\n---\nT.", BadDate, "is another day than"),
        (b"---\npublished: 2022-03-17\npublisher_polity: US\n---\nT.", UnknownPolity, "a.txt:3: publisher_polity 'US'"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(
    tmp_path: Path, data: bytes, kind: type[TrackerError], words: str
) -> None:
    error = read_bytes(tmp_path, data)
    assert isinstance(error, kind)
    assert words in str(error)
    assert "\n" not in str(error)


def test_a_report_of_tomorrow_is_taken_because_it_is_tomorrow_somewhere(tmp_path: Path) -> None:
    report = read_bytes(tmp_path, b"Talks.", published=date(2025, 2, 1))
    assert isinstance(report, IncomingReport)
