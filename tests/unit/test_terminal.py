"""What reaches a terminal: laid out to its width, and nothing in it that steers it."""

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.render import SafeConsole, plain
from cli.words import quoted


def shown(part: RenderableType, width: int = 40) -> list[str]:
    console = SafeConsole(width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(part)
    return capture.get().splitlines()


def test_dates_stand_in_one_column_and_the_rest_is_wrapped_beside_them() -> None:
    entries = [
        Entry("2022", Text("one two three four five six seven")),
        Entry("2022-03-18", Text("short"), Text("“words”"), Text("Wire, 2022")),
    ]
    assert shown(Entries(entries)) == [
        "  2022        one two three four five",
        "              six seven",
        "  2022-03-18  short",
        "              “words”  Wire, 2022",
    ]


def test_a_source_that_does_not_fit_beside_the_quote_goes_below_it() -> None:
    entry = Entry("2022", Text("held"), Text("“twenty letters of it”"), Text("Example Wire, 2022-03-18"))
    assert shown(Entries([entry])) == [
        "  2022  held",
        "        “twenty letters of it”",
        "        Example Wire, 2022-03-18",
    ]


def test_control_characters_and_marks_of_direction_are_taken_out() -> None:
    hostile = "a\x1b[31mb\x9b2Jc\x00d\u202ee\x7f"
    assert plain(hostile) == "a[31mb2Jcde"
    assert shown(Text(hostile)) == ["a[31mb2Jcde"]
    assert shown(Entries([Entry(hostile, Text(hostile))])) == ["  a[31mb2Jcde  a[31mb2Jcde"]


def test_markup_in_a_report_is_shown_as_it_stands() -> None:
    assert shown(Text("[bold]Talks[/bold] :smile:")) == ["[bold]Talks[/bold] :smile:"]


def test_a_long_quote_is_cut_at_a_word_and_a_short_one_kept() -> None:
    assert quoted("China  met\nRussia") == "“China met Russia”"
    assert quoted("China met Russia in Beijing", length=18) == "“China met Russia …”"
    assert quoted("China met Russia in Beijing", length=None) == "“China met Russia in Beijing”"
