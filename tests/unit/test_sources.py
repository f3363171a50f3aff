"""Every kind of file becomes reports, with its own title, publisher and date."""

import gzip
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sources import WORDS, docx, item, page, pdf, rss

from tracker.errors import BadRow, EmptyText, MissingPublicationDate, TrackerError, UnreadableFile
from tracker.incoming import IncomingReport
from tracker.reading import Item, Skipped, read_reports

TODAY = date(2025, 1, 31)
ROWS = [{"text": f"Norway imposed sanctions on Belarus, case {n}.", "published": "2022-03-17"} for n in range(3)]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


def read(folder: Path, name: str, data: bytes | str) -> list[Item]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_reports([path], today=TODAY))


def one(folder: Path, name: str, data: bytes | str) -> IncomingReport:
    (report,) = read(folder, name, data)
    assert isinstance(report, IncomingReport), report
    return report


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2022-03-17T21:30:00+01:00">'
        '<link rel="canonical" href="https://wire.example/2022/warns">'
    )
    report = one(tmp_path, "a.html", page(head))
    assert (report.title, report.publisher) == ("U.S. warns China", "Example Wire")
    assert report.url == "https://wire.example/2022/warns"
    assert report.published_at == datetime(2022, 3, 17, 20, 30, tzinfo=UTC)
    assert report.text == WORDS


def test_a_page_that_states_a_front_page_as_its_address_has_none(tmp_path: Path) -> None:
    head = '<meta name="date" content="2022-03-17"><link rel="canonical" href="https://wire.example/">'
    assert one(tmp_path, "a.html", page(head)).url is None


def test_the_lines_of_a_pdf_are_put_together_again(tmp_path: Path) -> None:
    lines = (
        "Turkey hosted the foreign ministers of Russia and Ukraine for",
        "talks in Antalya. No agree-",
        "ment was made.",
    )
    report = one(tmp_path, "20220311_talks.pdf", pdf(*lines, title="Talks in Antalya"))
    assert report.text == (
        "Turkey hosted the foreign ministers of Russia and Ukraine for talks in Antalya. No agreement was made."
    )
    assert (report.title, report.published) == ("Talks in Antalya", date(2022, 3, 11))


def test_the_day_on_which_a_document_was_made_is_not_its_publication(tmp_path: Path) -> None:
    for name, data in (("a.pdf", pdf("Talks.")), ("a.docx", docx("Talks."))):
        (error,) = read(tmp_path, name, data)
        assert isinstance(error, MissingPublicationDate)


def test_a_word_file_gives_its_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    report = one(tmp_path, "2022-03-17.docx", docx("Japan and China held talks.", title="Joint statement"))
    assert report.text == "Japan and China held talks.\nJapan | imposed sanctions"
    assert report.title == "Joint statement"


def test_a_mail_was_published_by_its_sender_when_it_was_sent(tmp_path: Path) -> None:
    mail = (
        'From: "Press Office" <press@mfa.example>\r\nDate: Thu, 17 Mar 2022 23:30:00 -0500\r\n'
        "Subject: =?utf-8?q?Statement_on_sanctions?=\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        "The United Kingdom imposed sanctions on Russia today, together with the\r\n"
        "European Union.\r\n\r\nFrance agreed.\r\n"
    )
    report = one(tmp_path, "a.eml", mail)
    assert (report.publisher, report.title) == ("Press Office", "Statement on sanctions")
    assert (report.published, report.published_at) == (date(2022, 3, 17), datetime(2022, 3, 18, 4, 30, tzinfo=UTC))
    assert report.text == (
        "The United Kingdom imposed sanctions on Russia today, together with the European Union.\nFrance agreed."
    )


def test_a_mail_of_html_gives_its_words(tmp_path: Path) -> None:
    mail = (
        "From: a@mfa.example\nDate: Thu, 17 Mar 2022 10:00:00 +0000\nSubject: x\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Iran met\nOman.</p><p>Qatar <b>agreed</b>.</p>"
    )
    report = one(tmp_path, "a.eml", mail)
    assert (report.text, report.publisher) == ("Iran met Oman.\nQatar agreed.", "mfa.example")


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    first, undated = read(
        tmp_path, "feed.xml", rss(item(1, "Iran met Oman."), item(2, "Kenya met Uganda.", published=None))
    )
    assert isinstance(first, IncomingReport)
    assert (first.text, first.title, first.publisher) == ("Iran met Oman.", "Item 1", "Example Feed")
    assert (first.url, first.published) == ("https://feed.example/1", date(2022, 3, 17))
    assert isinstance(undated, MissingPublicationDate)


def test_an_xml_file_that_is_no_feed_is_passed_over(tmp_path: Path) -> None:
    (skipped,) = read(tmp_path, "sitemap.xml", '<?xml version="1.0"?><urlset><url/></urlset>')
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_has_a_report_a_row(tmp_path: Path, separator: str) -> None:
    rows = ["title,text,published,mood", 'A,"Chile,\nwith Peru.",2022-03-17,x', "B,Bolivia met Peru.,2022-03-18,y"]
    text = "\n".join(rows).replace(",", separator).replace(f"Chile{separator}", "Chile,")
    first, second = read(tmp_path, "a.csv", text)
    assert isinstance(first, IncomingReport)
    assert isinstance(second, IncomingReport)
    assert (first.title, first.text, first.published) == ("A", "Chile,\nwith Peru.", date(2022, 3, 17))
    assert (second.label, second.published) == (f"{tmp_path}/a.csv:4", date(2022, 3, 18))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", BadRow, "a.csv:1: no column 'text'"),
        ("a,b\n1,2\n", BadRow, "a.csv:1: no column 'text'"),
        ("text,published\n", EmptyText, "the table has no row"),
        ("text,published\na,b,c\n", BadRow, "a.csv:2: the row has 3 cells for 2 columns"),
    ],
)
def test_what_is_no_table_says_where_and_why(tmp_path: Path, text: str, kind: type[TrackerError], words: str) -> None:
    error = read(tmp_path, "a.csv", text)[0]
    assert isinstance(error, kind)
    assert words in str(error)


def test_json_is_one_report_or_a_list(tmp_path: Path) -> None:
    assert one(tmp_path, "a.json", json.dumps(ROWS[0], indent=2)).text == ROWS[0]["text"]
    listed = read(tmp_path, "b.json", json.dumps([*ROWS, 7]))
    assert [item.label for item in listed if isinstance(item, IncomingReport)] == [
        f"{tmp_path}/b.json[{n}]" for n in (1, 2, 3)
    ]
    assert isinstance(listed[-1], BadRow)
    assert "b.json[4]: a row is an object" in str(listed[-1])
    assert isinstance(read(tmp_path, "c.json", "[]")[0], EmptyText)
    assert "no JSON at line 2, column 1" in str(read(tmp_path, "d.json", "[\n}")[0])


def test_a_compressed_file_is_read_like_what_is_in_it(tmp_path: Path) -> None:
    found = read(tmp_path, "rows.jsonl.gz", gzip.compress(JSONL))
    assert [item.label for item in found if isinstance(item, IncomingReport)] == [
        f"{tmp_path}/rows.jsonl.gz:{n}" for n in (1, 2, 3)
    ]
    assert one(tmp_path, "2022-03-17.txt.gz", gzip.compress(b"Talks.")).published == date(2022, 3, 17)
    (error,) = read(tmp_path, "archive.tar.gz", gzip.compress(b"x"))
    assert isinstance(error, UnreadableFile)


def test_an_archive_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {
            "b/2022-03-18.txt": b"Sweden met Finland.",
            "a.jsonl.gz": gzip.compress(JSONL),
            "../up.json": json.dumps(ROWS[0]).encode(),
            "photo.png": b"x",
            "inner.zip": b"PK",
            "__MACOSX/._a.txt": b"x",
        }.items():
            archive.writestr(name, data)
    found = read(tmp_path, "all.zip", file.getvalue())
    labels = [item.label.removeprefix(f"{tmp_path}/all.zip/") for item in found if isinstance(item, IncomingReport)]
    assert labels == ["../up.json", "a.jsonl.gz:1", "a.jsonl.gz:2", "a.jsonl.gz:3", "b/2022-03-18.txt"]
    skipped = [item.label.rpartition("/")[2] for item in found if isinstance(item, Skipped)]
    assert skipped == ["inner.zip", "photo.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]
