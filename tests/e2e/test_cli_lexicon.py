"""`tracker lexicon` and `--lexicon` as a user runs them."""

from pathlib import Path

from command import tracker

MINE = '[[verb]]\nid = "lampoon"\nlemmas = ["lampoon"]\ntype = "CriticismVoiced"\ntarget = ["obj"]\n'


def test_an_office_holder_is_somebody_on_the_days_of_the_office_only(tmp_path: Path) -> None:
    during, after = (
        tracker("lexicon", "Angela Merkel", "--on", day, store=tmp_path / "t.db").json
        for day in ("2015-01-01", "2024-01-01")
    )
    assert (during["polities"], after["polities"]) == (["DEU"], [])
    assert {(actor["file"], actor["holds"]) for actor in during["actors"]} == {("leaders.toml", True)}
    assert not any(actor["holds"] for actor in after["actors"])


def test_a_trigger_is_shown_with_its_rule_and_file(tmp_path: Path) -> None:
    ran = tracker(
        "lexicon", "condemned", "--on", "2022-03-17", "--format", "table", store=tmp_path / "t.db", columns=80
    )
    assert "condemn: CriticismVoiced, rule condemn; target prep:by, obj" in ran.out
    assert "verbs.toml" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_unknown_expression_is_refused_with_advice(tmp_path: Path) -> None:
    ran = tracker("lexicon", "xyzzy", store=tmp_path / "t.db")
    assert (ran.code, ran.out) == (1, "")
    assert "nothing has 'xyzzy'" in ran.err
    assert "--lexicon" in ran.err


def test_a_report_says_by_which_lexicon_it_was_read(tmp_path: Path) -> None:
    report, mine, store = tmp_path / "a.txt", tmp_path / "mine.toml", tmp_path / "t.db"
    report.write_text("Norway lampooned Russia.")
    mine.write_text(MINE)
    added = tracker("add", report, "--published", "2022-03-17", "--lexicon", mine, store=store).json
    assert [event["type"] for event in added["reports"][0]["events"]] == ["CriticismVoiced"]
    shown = tracker("show", added["reports"][0]["report_id"], "--format", "table", store=store)
    assert "+mine.toml@" in shown.out
    again = tracker("reread", store=store).json
    assert again["summary"]["retracted"] == 1


def test_a_wrong_lexicon_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(MINE.replace("CriticismVoiced", "Shouted"))
    ran = tracker("add", tmp_path, "--lexicon", mine, store=tmp_path / "t.db")
    assert ran.code == 1
    assert "entry 'lampoon': type" in ran.err
    assert not (tmp_path / "t.db").exists()
