"""When a report came out: who is believed before whom, and what is said when they disagree."""

from datetime import date
from pathlib import Path

import pytest
from sources import page

from tracker.errors import BadDate, MissingPublicationDate
from tracker.incoming import IncomingReport
from tracker.reading import Item, Overrides, read_reports
from tracker.reading.publication import addressed, claim, named

TODAY = date(2025, 1, 31)
TAG = '<meta property="article:published_time" content="2022-03-17T23:30:00-05:00">'


def read(path: Path, **overrides: object) -> Item:
    (item,) = read_reports([path], today=TODAY, overrides=Overrides.model_validate(overrides))
    return item


def read_as(folder: Path, name: str, text: str, **overrides: object) -> Item:
    path = folder / name
    path.write_text(text)
    return read(path, **overrides)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2022-03-17-talks.html", date(2022, 3, 17)),
        ("talks_2022_03_17.txt", date(2022, 3, 17)),
        ("20220317.pdf", date(2022, 3, 17)),
        ("talks.2022.03.17.eml", date(2022, 3, 17)),
        ("2022-13-17.txt", None),
        ("17-03-2022.txt", None),
        ("2022-03-17-to-2022-03-19.txt", None),
        ("120220317.txt", None),
        ("talks.txt", None),
    ],
)
def test_a_file_name_gives_one_day_that_can_be_read_in_one_way(name: str, day: date | None) -> None:
    found = named(name)
    assert (found and found.day) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2022/03/17/talks", date(2022, 3, 17)),
        ("https://example.org/news/2022/3/7/", date(2022, 3, 7)),
        ("https://example.org/2022-03-17-talks", date(2022, 3, 17)),
        ("https://example.org/2022/03/talks", None),
        ("https://example.org/talks?date=2022-03-17", None),
    ],
)
def test_the_path_of_an_address_gives_a_day(url: str, day: date | None) -> None:
    found = addressed(url)
    assert (found and found.day) == day


def test_the_day_of_an_instant_is_the_one_in_its_own_time_zone() -> None:
    found = claim("x", "2022-03-17T23:30:00-0500")
    assert found is not None
    assert found.day == date(2022, 3, 17)
    assert found.instant is not None
    assert found.instant.isoformat() == "2022-03-17T23:30:00-05:00"


@pytest.mark.parametrize(
    "head",
    [
        TAG,
        '<meta name="date" content="March 17, 2022">',
        '<meta itemprop="datePublished" content="2022-03-17">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2022-03-17T08:00:00Z"}]}</script>',
        '<script type="application/ld+json">{no json</script><meta name="DC.date.issued" content="2022-03-17">',
    ],
)
def test_a_page_says_when_it_was_published(tmp_path: Path, head: str) -> None:
    report = read_as(tmp_path, "a.html", page(head))
    assert isinstance(report, IncomingReport)
    assert (report.published, report.remarks) == (date(2022, 3, 17), ())


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="article:modified_time" content="2022-03-17">',
        '<meta name="date" content="03/04/2022">',
        '<script type="application/ld+json">{"dateModified": "2022-03-17"}</script>',
        '<script type="application/ld+json">[{"datePublished": "2022-03-17"}, {"datePublished": "2021-01-02"}]'
        "</script>",
    ],
)
def test_other_dates_of_a_page_are_not_taken_for_its_publication(tmp_path: Path, head: str) -> None:
    error = read_as(tmp_path, "a.html", page(head, more="<p>Berlin, 17 March 2022. Updated 2022-03-18.</p>"))
    assert isinstance(error, MissingPublicationDate)
    assert "a.html: no publication date; give --published YYYY-MM-DD" in str(error)


def test_the_one_day_that_all_times_of_a_page_have_is_taken(tmp_path: Path) -> None:
    one = read_as(tmp_path, "a.html", page(more='<time datetime="2022-03-17T10:00Z">10:00</time>'))
    assert isinstance(one, IncomingReport)
    assert one.published == date(2022, 3, 17)
    times = '<time datetime="2022-03-17">a</time><time datetime="2022-03-16">b</time>'
    assert isinstance(read_as(tmp_path, "b.html", page(more=times)), MissingPublicationDate)


def test_a_disagreement_names_both_days_and_who_says_so(tmp_path: Path) -> None:
    report = read_as(tmp_path, "2022-03-20-talks.html", page(TAG))
    assert isinstance(report, IncomingReport)
    assert report.published == date(2022, 3, 17)
    (remark,) = report.remarks
    assert remark.startswith(f"{tmp_path}/2022-03-20-talks.html: published 2022-03-17 by its metadata")
    assert "but 2022-03-20 by its file name; 2022-03-17 is taken, give --published" in remark


def test_the_neighbouring_day_of_an_instant_is_no_disagreement(tmp_path: Path) -> None:
    report = read_as(tmp_path, "2022-03-18-talks.html", page(TAG))
    assert isinstance(report, IncomingReport)
    assert report.remarks == ()


def test_a_header_goes_before_the_file_name_and_the_caller_before_all(tmp_path: Path) -> None:
    text = "---\npublished: 2022-03-17\n---\nTalks."
    header = read_as(tmp_path, "2022-03-10.txt", text)
    caller = read_as(tmp_path, "2022-03-10.txt", text, published=date(2022, 3, 1))
    assert isinstance(header, IncomingReport)
    assert isinstance(caller, IncomingReport)
    assert (header.published, len(header.remarks)) == (date(2022, 3, 17), 1)
    assert (caller.published, caller.remarks) == (date(2022, 3, 1), ())


def test_a_file_name_helps_where_nobody_else_speaks(tmp_path: Path) -> None:
    report = read_as(tmp_path, "2022-03-17.txt", "Talks.")
    assert isinstance(report, IncomingReport)
    assert report.published == date(2022, 3, 17)
    late = read_as(tmp_path, "2030-01-01.txt", "Talks.")
    assert isinstance(late, BadDate)


def test_the_name_of_a_file_of_many_reports_dates_none_of_them(tmp_path: Path) -> None:
    error = read_as(tmp_path, "2022-03-17.jsonl", '{"text": "Talks."}')
    assert isinstance(error, MissingPublicationDate)
