"""`tracker publisher` and `--min-reliability` as a user runs them."""

import json
from pathlib import Path

import pytest
from command import tracker

REPORTS = [
    {"publisher": "Wire", "published": "2023-11-20", "text": "On Monday the United States imposed tariffs on China."},
    {
        "publisher": "Blog",
        "published": "2023-12-01",
        "text": "On Friday the United States lifted its tariffs on China.",
    },
]
WHY = ("--because", "checked", "--by", "Ann")
TABLE = ("--format", "table")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(row) for row in REPORTS))
    assert tracker("add", rows, store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def test_a_measure_that_only_an_unknown_source_says_was_lifted_is_in_force_for_who_believes_the_other(
    store: Path,
) -> None:
    assert tracker("publisher", "grade", "wire", "b", *WHY, store=store).json["before"] == "F"
    for command, *asked in (("measures",), ("state", "USA", "CHN")):
        plain = tracker(command, *asked, "--as-of", "2024-01-01", store=store).json
        believed = tracker(command, *asked, "--as-of", "2024-01-01", "--min-reliability", "B", store=store).json
        (one,), (other,) = (found["measures"] if asked else found for found in (plain, believed))
        assert (one["in_force"], other["in_force"]) == (False, True)
    assert tracker("measures", "--min-reliability", "A", store=store).json == []


def test_every_question_takes_the_grade(store: Path) -> None:
    tracker("publisher", "grade", "Wire", "B", *WHY, store=store)
    for asked in (
        ("events", "USA", "CHN"),
        ("timeline", "USA", "CHN"),
        ("assessments",),
        ("meetings",),
        ("audit", "USA", "CHN"),
        ("why", "USA", "CHN", "measure"),
        ("state",),
        ("diff", "USA", "CHN", "--from", "2023-11-01", "--to", "2024-01-01"),
    ):
        ran = tracker(*asked, "--min-reliability", "b", store=store)
        assert ran.code == 0
        assert "Blog" not in ran.out
        assert ran.out.count("Wire") >= (asked[0] not in {"assessments", "meetings"})


def test_the_list_has_every_grade_and_a_wrong_name_is_refused(store: Path) -> None:
    tracker("publisher", "grade", "Wire", "B", *WHY, store=store)
    tracker("publisher", "grade", "Wire", "C", *WHY, store=store)
    listed = tracker("publisher", "list", store=store).json
    assert [(one["publisher"], one["reliability"], len(one["grades"])) for one in listed] == [
        ("Blog", "F", 0),
        ("Wire", "C", 2),
    ]
    table = tracker("publisher", "list", *TABLE, store=store).out
    assert "C  Wire  1 report" in table
    assert "by Ann, because checked" in table
    ran = tracker("publisher", "grade", "Wyre", "B", *WHY, store=store)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "did you mean 'Wire'" in ran.err
    assert tracker("publisher", "grade", "Wire", "G", *WHY, store=store).code == 2
