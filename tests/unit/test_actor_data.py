"""The names that ship with the program: complete, unique, and not at odds with each other."""

from collections import defaultdict
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pycountry

from events.polity import COUNTRIES, POLITIES
from tracker.gazetteer import Entry, Kind, fold, load_gazetteer
from tracker.gazetteer.entries import expand_standing, rival_forms
from tracker.gazetteer.records import ActorFile, read_actors

DATA = Path(str(files("tracker") / "data"))
NO_UN_MEMBERS = frozenset(
    """
    ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY
    MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VAT VGB VIR WLF XKX
    """.split()
)
UN_MEMBERS = COUNTRIES - NO_UN_MEMBERS
PLACED_UNDER_THEIR_STATE = frozenset({"SGP"})  # a city-state: capital and country have one name


@cache
def actors() -> ActorFile:
    return read_actors(DATA / f"{name}.toml" for name in ("polities", "institutions", "leaders", "elsewhere"))


def persons() -> list[Entry]:
    return [entry for entry in load_gazetteer().entries if entry.kind is Kind.PERSON]


def overlap(one: Entry, other: Entry) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def test_every_country_and_body_has_a_name() -> None:
    assert {code for code in POLITIES if actors().polity[code].name is None} == set()
    assert len({record.name for record in actors().polity.values()}) == len(POLITIES)


def test_every_un_member_has_an_adjective_and_a_capital() -> None:
    assert len(UN_MEMBERS) == 193
    assert [code for code in sorted(UN_MEMBERS) if not actors().polity[code].adjectives] == []
    assert {code for code in UN_MEMBERS if actors().polity[code].capital is None} == PLACED_UNDER_THEIR_STATE


def test_the_names_of_the_standard_resolve_to_its_codes() -> None:
    names = {
        country.alpha_3: name
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", None), getattr(country, "official_name", None))
        if name and "," not in name and name != "Congo"
    }
    resolve = load_gazetteer().resolve
    assert {code: resolve(name) for code, name in names.items()} == {code: code for code in names}


def test_no_person_is_known_by_two_names_of_the_list() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for entry in persons():
        if entry.alone and " " in entry.form:
            holders[fold(entry.form)].add(entry.person or "")
    assert {form: names for form, names in holders.items() if len(names) > 1} == {}


def test_no_surname_alone_means_two_polities_at_one_time() -> None:
    alone: dict[str, list[Entry]] = defaultdict(list)
    for entry in persons():
        if entry.alone:
            alone[fold(entry.form)].append(entry)
    rivals = {
        (form, one.code, other.code)
        for form, entries in alone.items()
        for one, other in combinations(entries, 2)
        if one.code != other.code and one.person != other.person and overlap(one, other)
    }
    assert rivals == set()


def test_no_person_speaks_for_two_polities_at_one_time() -> None:
    full: dict[str, list[Entry]] = defaultdict(list)
    for entry in persons():
        if entry.form == entry.person:
            full[entry.form].append(entry)
    double = {
        name
        for name, terms in full.items()
        for one, other in combinations(terms, 2)
        if one.code != other.code and overlap(one, other) and one.until != other.since
    }
    assert double == set()


def test_no_form_belongs_to_two_polities_alone() -> None:
    assert rival_forms(expand_standing(actors())) == []


def test_every_term_lies_in_the_time_that_reports_are_about() -> None:
    assert [
        entry for entry in persons() if entry.since is None or not date(1940, 1, 1) <= entry.since <= date(2030, 1, 1)
    ] == []


def test_words_that_name_no_polity_are_no_forms_of_one() -> None:
    forms = {fold(entry.form) for entry in load_gazetteer().entries}
    assert [phrase for phrase in actors().no_polity if fold(phrase) in forms] == []
    assert len(set(actors().no_polity)) == len(actors().no_polity)


def test_the_lists_are_as_long_as_they_are_said_to_be() -> None:
    assert len(actors().leader) >= 2000
    assert len(actors().institution) >= 600
    assert len({term.polity for leader in actors().leader.values() for term in leader.terms}) >= 150
