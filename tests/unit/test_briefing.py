"""What a briefing is made of: lines that fit, a course in blocks, links that lead only where they say."""

from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest
from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry, shortened
from cli.render import SafeConsole
from cli.sparkline import Sparkline, blocks
from cli.words import linked, sourced
from projections.acts import ReportRef

DAYS = [date(2022, 1, 1) + timedelta(weeks=week) for week in range(53)]


def printed(part: RenderableType, width: int = 80, *, terminal: bool = False, no_color: bool = False) -> str:
    file = StringIO()
    console = SafeConsole(
        file=file,
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        no_color=no_color,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(part)
    return file.getvalue()


def test_the_blocks_go_from_the_lowest_to_the_highest_value() -> None:
    assert blocks([-10, -4, 0, 4]) == "▁▄▆█"
    assert blocks([3.0, 3.01, 3.0]) == "▁▁▁"


@pytest.mark.parametrize(("width", "shown"), [(60, 27), (80, 27), (120, 53)])
def test_a_course_fits_its_line_and_ends_with_the_last_value(width: int, shown: int) -> None:
    values = [(day, float(place)) for place, day in enumerate(DAYS)]
    line = printed(Sparkline(values, label="Past year", column=10), width)
    assert len(line.rstrip("\n")) <= width
    assert sum(character in "▁▂▃▄▅▆▇█" for character in line) == shown
    assert "█  +0.0" in line
    assert "+52.0" in line


def test_the_extremes_are_those_of_all_values_also_of_those_that_have_no_block() -> None:
    values = [(day, -7.0 if place == 51 else 0.0) for place, day in enumerate(DAYS)]
    assert "-7.0 to +0.0" in printed(Sparkline(values, label="Past year"))


def test_one_value_is_no_course() -> None:
    assert printed(Sparkline([(DAYS[0], 1.0)], label="Past year")) == ""


def test_what_is_brief_takes_a_line_and_stays_a_quote() -> None:
    quote = Text("“one two three four five”")
    assert shortened(quote, 25).plain == "“one two three four five”"
    assert shortened(quote, 24).plain == "“one two three four …”"
    assert len(shortened(Text("a" * 30), 10)) <= 10
    entry = Entry("2022", Text("a headline of many words"), quote, Text("Wire, 2022-03-18  12345678"))
    lines = printed(Entries([entry], brief=True, column=10), 40).splitlines()
    assert lines == [
        "  2022        a headline of many words",
        "              “one two three four five”",
        "              Wire, 2022-03-18  12345678",
    ]


def test_what_is_brief_and_has_no_quote_is_one_line_with_its_source() -> None:
    entry = Entry("2022", Text("sanctions imposed on very many companies"), None, Text("Wire  12345678"))
    assert printed(Entries([entry], brief=True, column=10), 50).splitlines() == [
        "  2022        sanctions imposed …  Wire  12345678",
    ]


REPORT = {"id": UUID(int=1), "publisher": "Wire", "title": "Talks", "published": date(2022, 3, 18)}


def test_a_publisher_leads_to_its_report_in_a_terminal_and_only_there() -> None:
    source = sourced(ReportRef(**REPORT, url="https://wire.example/talks"), [UUID(int=2)])
    assert "\x1b]8;" in printed(source, terminal=True)
    assert "https://wire.example/talks" in printed(source, terminal=True)
    assert printed(source) == "Wire, 2022-03-18  00000000\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://wire.example/\x1b]8;;\x1b\\",
        "https://wire.example/a b",
        "https://wire.example/\u202e",
        "https://wire.example/" + "a" * 3000,
        None,
    ],
)
def test_what_is_no_plain_web_address_leads_nowhere(address: str | None) -> None:
    assert "\x1b]8;" not in printed(linked(Text("Wire"), address), terminal=True)


def test_without_colour_the_words_say_the_same() -> None:
    source = sourced(ReportRef(**REPORT), [UUID(int=2), UUID(int=3)], witnesses=2, mark="confirmed")
    plain = "Wire, 2022-03-18 · 2 witnesses · ✓ confirmed  00000000\n"
    assert printed(source) == plain
    assert Text.from_ansi(printed(source, terminal=True)).plain == plain
    coloured = printed(source, terminal=True, no_color=True)
    assert "\x1b[32" not in coloured
    assert "\x1b[36" not in coloured
