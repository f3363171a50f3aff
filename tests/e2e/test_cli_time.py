"""Questions about time as a user asks them: diff, why, timeline, overviews, lists, and the audit as a story."""

import json
from pathlib import Path

import pytest
from command import tracker

REPORTS = [
    {"published": "2023-02-20", "text": "U.S. officials suspect that China is providing lethal aid to Russia."},
    {"published": "2023-11-10", "text": "U.S. President Joe Biden will meet Chinese President Xi Jinping on Nov. 15."},
    {"published": "2023-11-16", "text": "U.S. President Joe Biden met Chinese President Xi Jinping on Nov. 15."},
    {"published": "2023-11-20", "text": "On Monday the United States imposed tariffs on China."},
    {"published": "2023-12-20", "text": "President Biden will visit Canada on Jan. 20."},
]
TABLE = ("--format", "table")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("time")
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"publisher": "Wire"} | report) for report in REPORTS))
    assert tracker("add", rows, store=folder / "t.db").code == 0
    return folder / "t.db"


def test_a_diff_of_two_days_names_what_changed_and_because_of_which_words(store: Path) -> None:
    asked = ("diff", "USA", "china", "--from", "2023-11-12", "--to", "2023-11-17")
    found = {item["section"]: item for item in tracker(*asked, store=store).json["differences"]}
    assert found["meetings"]["attributes"][0] == {"name": "status", "before": "scheduled", "after": "held"}
    assert found["meetings"]["cause"]["quote"] in REPORTS[2]["text"]
    table = tracker(*asked, *TABLE, store=store).out
    assert "status scheduled → held" in table
    assert "CHN ↔ USA meeting held +1" in table


def test_a_diff_of_a_day_with_itself_is_empty_and_one_without_moments_is_refused(store: Path) -> None:
    same = tracker("diff", "USA", "CHN", "--from", "2023-11-12", "--to", "2023-11-12", store=store)
    assert same.json["differences"] == []
    assert tracker("diff", "USA", "CHN", store=store).code == 2


@pytest.mark.parametrize(
    ("moments", "named"),
    [
        (("--from", "2023-11-17", "--to", "2023-11-12"), "--from"),
        (("--to", "2023-11-12"), "--from"),
        (("--recorded-to", "2020-01-01"), "--recorded-from"),
        (("--published-from", "2023-11-17", "--published-to", "2023-11-12"), "--published-from"),
    ],
)
def test_a_diff_goes_from_the_earlier_moment_to_the_later_one(
    store: Path, moments: tuple[str, ...], named: str
) -> None:
    ran = tracker("diff", "USA", "CHN", *moments, store=store)
    assert (ran.code, ran.out) == (2, "")
    assert f"{named} names the earlier moment" in " ".join(ran.err.replace("│", " ").split())


def test_a_diff_of_knowledge_shows_what_was_learned_of_one_day(store: Path) -> None:
    asked = ("diff", "USA", "CHN", "--as-of", "2023-11-17", "--recorded-from", "2020-01-01")
    found = tracker(*asked, "--recorded-to", "2999-01-01", store=store).json
    assert {item["kind"] for item in found["differences"] if item["section"] != "climate"} == {"appeared"}


def test_why_leads_from_the_value_back_to_the_first_words(store: Path) -> None:
    (found,) = tracker("why", "USA", "CHN", "meeting", "--as-of", "2023-11-17", store=store).json
    assert [(step["value"], step["replaced"]) for step in found["steps"]] == [
        ("held", "scheduled"),
        ("scheduled", None),
    ]
    assert "held, replacing scheduled" in tracker("why", "USA", "CHN", "status", *TABLE, store=store).out
    assert (
        "sanctions imposed" in tracker("why", "USA", "CHN", "climate", "--as-of", "2023-12-01", *TABLE, store=store).out
    )


def test_why_of_what_is_not_known_says_so(store: Path) -> None:
    ran = tracker("why", "USA", "CHN", "weather", store=store)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "nothing is known of 'weather' between USA and CHN" in ran.err


@pytest.mark.parametrize(("pair", "day"), [(("USA", "CHN"), "2023-01-01"), (("USA", "FRA"), "2023-12-31")])
@pytest.mark.parametrize("attribute", ["climate", "stance"])
def test_why_of_two_of_whom_nothing_is_known_offers_nothing(
    store: Path, pair: tuple[str, str], day: str, attribute: str
) -> None:
    ran = tracker("why", *pair, attribute, "--as-of", day, store=store)
    assert ran.code != 0
    assert f"nothing is known of {pair[0]} and {pair[1]} then: no report in the store tells of the two" in ran.err
    assert "did you mean" not in ran.err


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("state USA CHN --as-of=", "--as-of: date '' is not written as YYYY-MM-DD"),
        ("state USA CHN --published-by=", "--published-by: date ''"),
        ("audit USA CHN --recorded-by=", "--recorded-by: date ''"),
        ("diff USA CHN --from= --to 2023-11-17", "--from: date ''"),
        ("diff USA CHN --from 2023-02-30 --to 2023-11-17", "--from: date '2023-02-30' is not in the calendar"),
        ("diff USA CHN --recorded-from 2023-11-31", "--recorded-from: date '2023-11-31'"),
        ("timeline USA CHN --since=", "--since: date ''"),
    ],
)
def test_a_day_that_is_none_is_refused_by_the_option_that_has_it(store: Path, asked: str, words: str) -> None:
    ran = tracker(*asked.split(), store=store)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err


@pytest.mark.parametrize("command", ["events", "state", "meetings"])
def test_a_polity_with_an_empty_name_is_none_and_not_everybody(store: Path, command: str) -> None:
    ran = tracker(command, "", store=store)
    assert (ran.code, ran.out) == (1, "")
    assert "unknown polity ''" in ran.err


@pytest.mark.parametrize(
    "command", ["events", "reports", "review --list", "audit USA CHN", "timeline USA CHN", "plot USA CHN -o out.svg"]
)
def test_days_in_the_wrong_order_are_refused_where_they_would_find_nothing(store: Path, command: str) -> None:
    ran = tracker(*command.split(), "--since", "2023-12-31", "--until", "2023-01-01", store=store)
    assert (ran.code, ran.out) == (2, "")
    assert "--since: it names the first day, up to that of --until (2023-01-01)" in ran.err


def test_a_polity_and_the_world_have_one_line_for_each_relationship(store: Path) -> None:
    of_china = tracker("state", "china", "--as-of", "2023-12-01", store=store).json
    assert [line["pair"] for line in of_china["relationships"]] == [["CHN", "USA"]]
    world = tracker("state", "--as-of", "2023-12-31", store=store).json["relationships"]
    assert [line["pair"] for line in world] == [["CHN", "USA"], ["CAN", "USA"]]
    pair = tracker("state", "USA", "CHN", "--as-of", "2023-12-31", store=store).json
    assert (world[0]["climate"], world[0]["trend"]) == (pair["climate"]["value"], pair["climate"]["trend"])
    table = tracker("state", "--as-of", "2023-12-31", *TABLE, store=store).out
    assert "Worst" in table
    assert "China – United States" in table


def test_lists_go_across_relationships(store: Path) -> None:
    (measure,) = tracker("measures", "china", "--in-force", store=store).json
    assert measure["subject"] == "measure:USA:CHN:tariff"
    assert tracker("measures", "--expiring", "30", store=store).json == []
    coming = tracker("meetings", "--coming", "--as-of", "2023-12-31", store=store).json
    assert [meeting["subject"] for meeting in coming] == ["meeting:CAN:USA:2024-01-20"]
    (judgement,) = tracker("assessments", "--predicate", "lethal_aid", store=store).json
    assert (judgement["holder"], judgement["stance"], judgement["contradicted_by"]) == ("USA", "suspects", [])
    tables = [tracker(command, *TABLE, store=store).out for command in ("measures", "meetings", "assessments")]
    assert all("Wire, 2023" in table for table in tables)


def test_a_timeline_has_months_or_years_as_headings(store: Path) -> None:
    months = tracker("timeline", "USA", "CHN", *TABLE, store=store).out
    assert [line[:7] for line in months.splitlines() if line.startswith("2023")] == ["2023-02", "2023-11"]
    years = tracker("timeline", "USA", "CHN", "--by", "year", "--published-by", "2023-11-12", *TABLE, store=store).out
    assert years.startswith("2023  2 events")


def test_the_audit_reads_as_a_story_and_goes_back_to_what_was_known(store: Path) -> None:
    told = " ".join(tracker("audit", "USA", "CHN", "--subject", "meeting", *TABLE, store=store).out.split())
    assert "Wire said on 2023-11-16: “U.S. President Joe Biden met" in told
    assert "Therefore: CHN ↔ USA meeting 2023-11-15, status scheduled → held" in told
    known = tracker("audit", "USA", "CHN", "--subject", "meeting", "--published-by", "2023-11-12", store=store).json
    assert [change["after"] for change in known] == ["scheduled"]
    assert tracker("audit", "USA", "CHN", "--recorded-by", "2020-01-01", store=store).json == []


def test_an_event_and_a_report_are_shown_as_of_a_moment_and_refused_before_it(store: Path) -> None:
    (imposed,) = tracker("events", "--type", "SanctionsImposed", store=store).json
    event, report = imposed["event_id"], imposed["report"]["id"]
    assert tracker("show", event, "--as-of", "2023-11-20", store=store).json["status"] == "recorded"
    assert tracker("show", report, "--published-by", "2023-11-20", store=store).json["events"] == [imposed]
    for item, *asked, words in (
        (event, "--as-of", "2023-11-19", "it does from 2023-11-20 on"),
        (report, "--published-by", "2023-11-19", "it is of 2023-11-20"),
        (event, "--recorded-by", "2023-11-21", "was not recorded by 2023-11-21 23:59:59Z"),
    ):
        ran = tracker("show", item, *asked, store=store)
        assert (ran.code, ran.out) == (1, "")
        assert words in " ".join(ran.err.split())
