"""A mistyped word is answered with what may have been meant, and with nothing where nothing is like it."""

import json
from itertools import count
from pathlib import Path

import pytest
from command import ROOT
from typer.testing import CliRunner

from cli.main import app
from events import identify_report
from tracker.nearest import did_you_mean, nearest


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("meant") / "t.db"
    assert CliRunner().invoke(app, ["add", str(ROOT / "examples" / "reports"), "--store", str(place)]).exit_code == 0
    return place


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("stat", "no command 'stat': did you mean state or stats?"),
        ("Timline USA CHN", "no command 'Timline': did you mean timeline?"),
        ("frobnicate", "no command 'frobnicate': `tracker --help` lists them"),
        ("feed lst", "Did you mean 'list'?"),
        ("state --as_of 2023", "Possible options: --as-of"),
        ("state Chnia USA", "did you mean China (CHN)?"),
        ("events --type MeetngHeld", "'MeetngHeld' is no event type: did you mean MeetingHeld"),
        ("events --type zzzzz", "'zzzzz' is no event type: there are MeetingScheduled, MeetingHeld"),
        ("record Sanctions --source A --target B --report u --quote q", "'Sanctions' is no event type: did you mean"),
        ("schema eventcorected", "'eventcorected' is no event type: did you mean EventCorrected?"),
        ("measures --kind tarrif", "'tarrif' is none of them: did you mean tariff? There are asset_freeze, visa_ban"),
        ("assessments --stance zzzzz", "'zzzzz' is none of them: There are asserts, suspects"),
        ("why USA CHN stanse", "nothing is known of 'stanse' between USA and CHN then: did you mean stance"),
        ("why USA CHN zzzzzz", "nothing is known of 'zzzzzz' between USA and CHN then: name a subject"),
        ("reports --publisher ExampelWire", "no report is by 'ExampelWire': did you mean Example Wire?"),
    ],
)
def test_what_may_have_been_meant_is_said(line: str, words: str, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store))
    done = CliRunner().invoke(app, line.split())
    told = done.output + (str(done.exception) if done.exception else "")
    assert words in " ".join(told.split())


def test_ids_that_begin_alike_are_listed_with_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(tmp_path / "t.db"))
    urls, head = _alike()
    rows = [{"url": url, "published": "2022-03-18", "publisher": "Wire", "title": f"At {url}"} for url in urls]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row | {"text": f"Nothing of {row['url']}."}) for row in rows))
    assert CliRunner().invoke(app, ["add", str(file)]).exit_code == 0
    told = str(CliRunner().invoke(app, ["show", head]).exception)
    assert f"2 ids begin with '{head}': give more of it ({head}" in told
    assert all(f" 2022-03-18 Wire: At {url}" in told for url in urls)


def _alike() -> tuple[tuple[str, str], str]:
    """Two addresses of reports whose ids begin alike, and how they begin."""
    seen: dict[str, str] = {}
    for number in count():
        url = f"https://example.org/{number}"
        head = str(identify_report(url=url, text=""))[:6]
        if head in seen:
            return (seen[head], url), head
        seen[head] = url
    raise AssertionError


def test_the_nearest_come_first_and_what_is_far_not_at_all() -> None:
    known = ["asset_freeze", "tariff", "tariffs", "other"]
    assert nearest("TARIF", known) == ["tariff", "tariffs"]
    assert nearest("quux", known) == []
    assert did_you_mean("quux", known) == ""
    assert did_you_mean("othr", known) == "did you mean other?"
