"""CSV and Markdown: what a report says is shown as it stands, and never run, wherever the rows are opened."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.delimited import Cell, escaped, guarded, write_csv, write_markdown


def written(*rows: dict[str, Cell]) -> list[dict[str, str]]:
    file = StringIO()
    write_csv(rows, tuple(rows[0]), file)
    assert len(file.getvalue().splitlines()) == len(rows) + 1
    return list(csv.DictReader(StringIO(file.getvalue(), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r\n=1", "＝1", "－1", "=HYPERLINK('x')", "-", "-7.9 points"],
)
def test_a_formula_is_shown_and_not_run(text: str) -> None:
    cell = written({"quote": text})[0]["quote"]
    assert cell.startswith("'")
    assert cell[1:].split() == text.split()


@pytest.mark.parametrize("number", ["-7.9", "+2.50", "-1e-05", "3", "-12%"])
def test_a_number_stays_a_number(number: str) -> None:
    assert guarded(number) == number


def test_numbers_dates_and_nothing_stand_as_programs_read_them() -> None:
    row: dict[str, Cell] = {"a": -7.9, "b": date(2022, 3, 1), "c": True, "d": None, "e": 7}
    row["f"] = datetime(2022, 3, 1, 12, tzinfo=UTC)
    assert written(row) == [
        {"a": "-7.9", "b": "2022-03-01", "c": "true", "d": "", "e": "7", "f": "2022-03-01T12:00:00+00:00"}
    ]


def test_a_row_is_a_line_whatever_it_says() -> None:
    hostile = 'a",=1\r\nb\u2028c\x85d\x1b[2J\u202e;"'
    assert written({"quote": hostile, "title": hostile})[0]["quote"] == 'a",=1 b c d[2J;"'


def test_without_rows_the_names_of_the_columns_stand_alone() -> None:
    file = StringIO()
    write_csv([], ("date", "type"), file)
    assert file.getvalue() == "date,type\n"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_but_for_what_steers_and_breaks(texts: list[str]) -> None:
    row: dict[str, Cell] = {str(place): text for place, text in enumerate(texts)}
    (back,) = written(row)
    assert all(value == str(guarded(row[name])) for name, value in back.items())


def table(*rows: dict[str, Cell]) -> list[str]:
    file = StringIO()
    write_markdown(rows, tuple(rows[0]), file)
    return file.getvalue().splitlines()


def test_a_table_of_markdown_has_a_line_for_each_row_and_no_column_without_content() -> None:
    assert table({"a": 1, "b": None, "c": "x|y"}, {"a": 2, "b": "", "c": "line\nbreak"}) == [
        "| a | c |",
        "| --- | --- |",
        "| 1 | x\\|y |",
        "| 2 | line break |",
    ]


def test_markup_in_a_report_is_no_markup() -> None:
    assert escaped("<script>*a*[x](javascript:y)![i](http://z)") == (
        "\\<script\\>\\*a\\*\\[x\\](javascript:y)!\\[i\\](http://z)"
    )
    assert escaped("no_evidence _so_ `x` ~y~ &lt; \\|") == "no_evidence \\_so\\_ \\`x\\` \\~y\\~ \\&lt; \\\\\\|"


def test_an_address_is_a_link_and_what_only_looks_like_one_is_text() -> None:
    assert escaped("https://example.org/a_b?c=d&e=f") == "<https://example.org/a_b?c=d&e=f>"
    assert escaped("https://example.org/a|b") == "https://example.org/a\\|b"
    assert escaped("javascript:alert(1)") == "javascript:alert(1)"
