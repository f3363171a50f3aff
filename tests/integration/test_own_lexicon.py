"""A user's own actors and triggers: the example of the documentation, and what is refused."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from events import Reading
from tracker.errors import InputError
from tracker.extraction.lookup import look_up
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport
from tracker.report import newer

EXAMPLE = Path(__file__).parents[2] / "examples" / "lexicon"
TEXT = (EXAMPLE / "2022-03-17-water.txt").read_text(encoding="utf-8")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes((EXAMPLE / "water.toml").read_bytes())
    return path


def read(text: str, *files: Path) -> set[str]:
    report = IncomingReport(label="test", publisher="Example Wire", published=date(2022, 3, 17), text=text)
    ((_, proposals),) = RuleExtractor(files=files).extract([report])
    events = (proposal.event(report.report_id, 2) for proposal in proposals)
    return {f"{event.TOPIC} {event.source} {event.target}" for event in events}


def test_the_example_of_the_documentation_is_read_only_with_its_file(mine: Path) -> None:
    assert read(TEXT) == set()
    assert read(TEXT, mine) == {"CriticismVoiced KAZ UZB", "MeetingHeld KAZ TJK"}


def test_a_reading_names_the_lexicon_by_its_digest(mine: Path) -> None:
    digest = hashlib.sha256(mine.read_bytes()).hexdigest()[:12]
    plain, own = RuleExtractor().reading, RuleExtractor(files=[mine]).reading
    assert own.version == f"{plain.version}+mine.toml@{digest}"
    assert newer(own, plain)
    assert newer(plain, own)
    assert not newer(own, own)


def test_an_older_program_replaces_nothing_whatever_its_files() -> None:
    older, later = (Reading(extractor="rules", version=text) for text in ("1+mine.toml@999999999999", "2"))
    assert newer(later, older)
    assert not newer(older, later)


def test_looking_up_says_which_file_an_entry_stands_in(mine: Path) -> None:
    meaning = look_up("lampooned", on=date(2022, 3, 17), extra=(mine,))
    assert [(one.rule, one.type, one.file) for one in meaning.triggers] == [("lampoon", "CriticismVoiced", str(mine))]
    envoy = look_up("Aruzhan Example", on=date(2024, 6, 1), extra=(mine,))
    assert [(actor.office, actor.holds, actor.file) for actor in envoy.actors] == [("water envoy", False, str(mine))]
    assert envoy.polities == ()


VERB = '[[verb]]\nid = "x"\nlemmas = ["snub"]\ntype = "CriticismVoiced"\ntarget = ["obj"]\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (VERB.replace("CriticismVoiced", "Shouted"), "entry 'x': type: .*unknown event type 'Shouted'"),
        (VERB.replace('"obj"', '"object"'), r"entry 'x': target / 0: .*no slot 'object': use obj"),
        (VERB.replace('"snub"', '"Snubs off"'), "entry 'x': lemmas / 0: .*'Snubs off' is no lemma"),
        (VERB.replace('"x"', '"condemn"'), "entry 'condemn' occurs twice"),
        (VERB + "colour = 1\n", "entry 'x': colour: Extra inputs are not permitted"),
        (VERB + 'object = ["@nothing"]\n', "set '@nothing' is not defined"),
        ("verb = 3\n", r"'verb' is no list of entries: begin each with \[\[verb\]\]"),
        ("[sets]\narms = 3\n", r"\[sets\] holds lists of words"),
        ("[verbs]\n", "verbs: Extra inputs are not permitted"),
        ('[institution."X"]\npolity = "NOWHERE"\n', "'NOWHERE' is no polity"),
        ("not toml", "not TOML in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=complaint) as refusal:
        RuleExtractor(files=[path])
    assert str(path) in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.toml: No such file"):
        RuleExtractor(files=[tmp_path / "absent.toml"])
