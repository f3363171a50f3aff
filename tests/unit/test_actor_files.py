"""Files of names that a user gives: the same format as ours, and what a fault in them gets."""

from datetime import date
from pathlib import Path

import pytest

from tracker.errors import InputError, UnreadableFile
from tracker.gazetteer import load_gazetteer


@pytest.fixture
def names(tmp_path: Path) -> Path:
    return tmp_path / "names.toml"


def test_a_file_of_the_users_adds_forms_to_polities_and_new_office_holders(names: Path) -> None:
    names.write_text(
        '[polity.CHN]\naliases = ["Middle Kingdom"]\n'
        '[leader]\n"Ada Example" = { terms = ["CHN spokesperson 2024-02 2025"] }\n'
    )
    gazetteer = load_gazetteer(names)
    assert gazetteer.resolve("middle kingdom") == "CHN"
    found = gazetteer.match(["Ada", "Example"], 0)
    assert found is not None
    assert [(entry.since, entry.until) for entry in found[1]] == [(date(2024, 2, 1), date(2025, 12, 31))]


def test_the_same_files_are_read_once(names: Path) -> None:
    names.write_text('no_polity = ["Kingdom Come"]\n')
    assert load_gazetteer(names) is load_gazetteer(names)
    assert load_gazetteer() is load_gazetteer()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[polity.CHX]\nname = 'x'", r"polity / CHX .*'CHX' is no polity"),
        ("[polity.CHN]\nalias = ['x']", r"polity / CHN / alias: Extra inputs"),
        ("[polity.CHN]\naliases = ['PRC', 'PRC']", r"polity / CHN.*listed twice: PRC"),
        ("[polity.CHN]\nambiguous = ['x']", r"polity / CHN.*ambiguous, but not among the forms: x"),
        ("[polity.CHN]\nname = 'Cathay'", r"polity CHN: has the name 'China' already"),
        ("[institution]\nKremlin = { polity = 'RUS' }", r"institution 'Kremlin' is in an earlier file"),
        ("[institution]\nA = { polity = 'RUS', from = 2020-01-01, until = 2019-01-01 }", r"institution / A.*is after"),
        ("[leader]\nX = 1\nX = 2", r"not TOML in UTF-8"),
    ],
)
def test_a_fault_is_told_with_file_and_entry(names: Path, text: str, message: str) -> None:
    names.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        load_gazetteer(names)
    assert str(caught.value).startswith(str(names))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("CHN president 2020 2019", "leader / X Y / terms / 0: .*ends before it begins"),
        ("CHX president 2020", "leader / X Y / terms / 0: .*'CHX' is no polity"),
        ("CHN president", "leader / X Y / terms / 0: .*a term is"),
        ("CHN president 2020-13", "leader / X Y / terms / 0: .*'2020-13' is no date"),
        ("CHN grand vizier 2020", "leader 'X Y': office 'grand vizier' has no level"),
    ],
)
def test_a_faulty_term_of_office_is_told_with_its_holder(names: Path, term: str, message: str) -> None:
    names.write_text(f"[leader]\n'X Y' = {{ terms = ['{term}'] }}")
    with pytest.raises(InputError, match=message):
        load_gazetteer(names)


def test_a_person_of_an_earlier_file_is_not_listed_again(names: Path) -> None:
    names.write_text("[leader]\n'Xi Jinping' = { terms = ['CHN president 2020'] }")
    with pytest.raises(InputError, match="leader 'Xi Jinping' is in an earlier file already"):
        load_gazetteer(names)


def test_a_form_of_another_polity_must_be_marked_ambiguous(names: Path) -> None:
    names.write_text("[polity.CHN]\naliases = ['Russia']")
    with pytest.raises(InputError, match="mark as ambiguous for all polities but one: Russia: CHN, RUS"):
        load_gazetteer(names)
    marked = names.with_name("marked.toml")
    marked.write_text("[polity.CHN]\naliases = ['Russia']\nambiguous = ['Russia']")
    assert load_gazetteer(marked).resolve("Russian") == "RUS"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"absent\.toml: No such file"):
        load_gazetteer(tmp_path / "absent.toml")
