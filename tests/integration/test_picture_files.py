"""A picture as a file: whole or not at all, for itself, and harmless whatever its reports say."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from drawn import drawn
from logged import Ledger, judged

from tracker.errors import InputError, UnwritableFile
from tracker.pictures.saving import save

HOSTILE = (
    "</svg></script><script>alert(1)</script><img src=x onerror=alert(2)> ${alert(3)} datum.x \x07\x9b31m\u202e & \"'"
)
KINDS = ["timeline", "climate", "measures", "assessments"]


def hostile() -> Ledger:
    """Every text that a report gives means harm."""
    ledger = Ledger()
    report = ledger.report("one", publisher=f"Wire {HOSTILE}", published="2022-03-05")
    imposed = {"measure": "tariff", "action": "imposed", "programme": HOSTILE}
    ledger.tell(report, "SanctionsImposed", "2022-03-04", quote=f"imposed {HOSTILE}", **imposed)
    ledger.tell(report, "DemandMade", "2022-03-04", quote=f"asked {HOSTILE}", demand=HOSTILE)
    people = ({"name": HOSTILE, "polity": "CHN"},)
    ledger.tell(report, "MeetingHeld", "2022-03-03", quote=f"met {HOSTILE}", participants=people, venue=HOSTILE)
    said = judged("asserts", predicate="other")["judgement"]
    said["proposition"]["content"] = HOSTILE
    ledger.tell(report, "AssessmentReported", "2022-03-02", quote=f"imposed {HOSTILE}", judgement=said)
    return ledger


class Tags(HTMLParser):
    """The elements of a page, and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_runs_nothing_and_fetches_nothing_whatever_a_report_says(kind: str, tmp_path: Path) -> None:
    save(drawn(hostile(), kind, "2022-04-01"), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text()
    tags = Tags(page)
    assert not tags.names & {"script", "img", "iframe", "object", "embed", "link", "foreignobject", "use", "image"}
    assert not [name for name, _ in tags.attributes if name.startswith("on") or name in {"src", "href", "xlink:href"}]
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "alert(2)" in page


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_is_xml_without_scripts_and_its_marks_say_the_whole_words(kind: str, tmp_path: Path) -> None:
    save(drawn(hostile(), kind, "2022-04-01"), tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text()
    root = ET.fromstring(text)  # noqa: S314  written above
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "g", "path", "rect", "text", "line", "title", "defs", "clipPath", "tspan"}
    assert not re.search("[\x00-\x08\x7f-\x9f\u202e]", text)
    titles = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}title"))
    assert "“imposed </svg></script>" in titles
    assert "Wire" in titles


@pytest.mark.parametrize("kind", KINDS)
def test_a_png_has_the_size_of_its_sheet_twice_over(kind: str, tmp_path: Path) -> None:
    save(drawn(hostile(), kind, "2022-04-01", size=(640, 480)), tmp_path / "a.png")
    head = (tmp_path / "a.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = (int.from_bytes(head[place : place + 4]) for place in (16, 20))
    assert abs(wide - 1280) <= 8
    assert abs(high - 960) <= 8 or (kind in {"measures", "assessments"} and high < 960)  # what little there is


def test_an_ending_that_is_no_picture_is_refused_and_nothing_written(tmp_path: Path) -> None:
    chart = drawn(hostile(), "timeline", "2022-04-01")
    for name in ("a.pdf", "a", "a.svg.exe"):
        with pytest.raises(InputError, match=r"\.png, \.svg, \.html"):
            save(chart, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said_and_leaves_nothing_half(tmp_path: Path) -> None:
    chart = drawn(hostile(), "timeline", "2022-04-01")
    (tmp_path / "a.svg").mkdir()
    for path in (tmp_path / "no" / "a.svg", tmp_path / "a.svg"):
        with pytest.raises(UnwritableFile, match=re.escape(str(path))):
            save(chart, path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("old")
    save(drawn(hostile(), "timeline", "2022-04-01"), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
