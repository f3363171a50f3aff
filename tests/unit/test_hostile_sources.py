"""Files that are broken or mean harm: each is named with its reason, and all others go in."""

import gzip
import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sources import item, page, rss

from tracker.errors import EmptyText, InputError, NotText, TooLong, UnreadableFile
from tracker.incoming import IncomingReport
from tracker.reading import Item, read_reports

MEGABYTE = 2**20
ROW = {"published": "2022-03-17", "text": "China met Russia."}


def read(folder: Path) -> list[Item]:
    return list(read_reports([folder], today=date(2026, 1, 1)))


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


BROKEN = {
    "corrupt.txt.gz": (gzip.compress(os.urandom(9000))[:4000], UnreadableFile, "damaged"),
    "no.txt.gz": (b"hello", UnreadableFile, "damaged, or not what its name says"),
    "no.zip": (b"hello", UnreadableFile, "damaged, or not what its name says"),
    "bomb.txt.gz": (gzip.compress(bytes(40 * MEGABYTE)), TooLong, "no text but a bomb"),
    "bomb.jsonl.gz": (gzip.compress(bytes(40 * MEGABYTE)), TooLong, "no text but a bomb"),
    "bomb.zip": (zipped(a_txt=bytes(40 * MEGABYTE)), TooLong, "no text but a bomb"),
    "bomb.docx": (zipped(word__document_xml=b" " * 70 * MEGABYTE), TooLong, "no document but a bomb"),
    "huge.html": (b"<html><body><p>" + b"a" * (50 * MEGABYTE), TooLong, "more than 16,777,216 bytes are no report"),
    "empty.txt": (b"", EmptyText, "the text is empty"),
    "empty.html": (b"", EmptyText, "the file is empty"),
    "empty.pdf": (b"", EmptyText, "the file is empty"),
    "binary.txt": (b"\x7fELF\x00\x01", NotText, "this is a binary file"),
    "binary.html": (b"\x00\xff\x01\x02" * 99, UnreadableFile, "no HTML page"),
    "binary.pdf": (b"\x00\xff\x01\x02" * 99, UnreadableFile, "cannot be read as PDF"),
    "binary.docx": (b"\x00\xff\x01\x02" * 99, UnreadableFile, "no Word file"),
    "binary.eml": (b"\x00\xff\x01\x02" * 99, UnreadableFile, "no e-mail"),
    "undated.html": (page().encode(), InputError, "no publication date"),
    "broken.rss": (rss(item(1, "Iran met Oman."))[:250].encode(), UnreadableFile, "the feed is broken at line 1"),
    "nofeed.rss": (b"<html></html>", UnreadableFile, "no RSS or Atom feed"),
    "words.html": (b"<html><body><script>let x = 1;</script></body></html>", EmptyText, "no article was found"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_says_why_and_the_others_go_in(tmp_path: Path, name: str) -> None:
    data, kind, words = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    for other in ("a.json", "zz.json"):
        (tmp_path / other).write_text(json.dumps(ROW))
    first, error, last = read(tmp_path)
    assert isinstance(first, IncomingReport)
    assert isinstance(last, IncomingReport)
    assert isinstance(error, kind)
    assert f"{tmp_path}/{name}" in str(error)
    assert words in str(error)
    assert "\n" not in str(error)


def test_the_rows_before_a_damage_are_in(tmp_path: Path) -> None:
    rows = "".join(
        json.dumps(ROW | {"url": f"https://example.org/{n}", "id": os.urandom(9).hex()}) + "\n" for n in range(2000)
    )
    packed = gzip.compress(rows.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *before, error = read(tmp_path)
    assert len(before) > 500
    assert all(isinstance(one, IncomingReport) for one in before)
    assert isinstance(error, UnreadableFile)


def test_an_archive_with_a_password_names_its_files(tmp_path: Path) -> None:
    data = bytearray(zipped(a_txt=b"Talks."))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (error,) = read(tmp_path)
    assert isinstance(error, UnreadableFile)
    assert "a.zip/a.txt: cannot be unpacked" in str(error)


def test_entities_in_entities_are_not_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    feed = rss(item(1, "&j;")).replace("<rss", f'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{entities}]><rss')
    (tmp_path / "a.rss").write_text(feed)
    (found,) = read(tmp_path)
    assert isinstance(found, UnreadableFile) or (isinstance(found, IncomingReport) and len(found.text) < 1000)


def test_entities_of_a_word_file_are_not_unfolded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    bomb = f'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">{entities}]><r>&j;</r>'.encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", bomb)
    (tmp_path / "2022-03-17.docx").write_bytes(file.getvalue())
    (error,) = read(tmp_path)
    assert isinstance(error, UnreadableFile)


def test_elements_in_elements_are_read_or_refused(tmp_path: Path) -> None:
    deep = page('<meta name="date" content="2022-03-17">', more="<div>" * 50_000)
    (tmp_path / "deep.html").write_text(deep)
    (found,) = read(tmp_path)
    assert isinstance(found, IncomingReport | InputError)


def test_a_row_of_a_table_without_an_end_is_never_held_whole(tmp_path: Path) -> None:
    lines = "x" * 1000 + "\n"
    (tmp_path / "a.csv").write_text('text,published\n"' + lines * 17_000)
    found = read(tmp_path)
    assert isinstance(found[0], TooLong)
    assert "is a quote open?" in str(found[0])
