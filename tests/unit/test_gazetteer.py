"""Finding who is meant among the tokens of a report, and resolving what a user typed."""

from datetime import date

import pytest

from tracker.errors import UnknownPolity
from tracker.gazetteer import Entry, Kind, cut, load_gazetteer


def meant(words: str, start: int = 0) -> tuple[int, tuple[Entry, ...]] | None:
    return load_gazetteer().match(cut(words), start)


def entries(words: str) -> tuple[Entry, ...]:
    found = meant(words)
    assert found is not None, words
    return found[1]


def codes(words: str) -> set[str]:
    return {entry.code for entry in entries(words)}


@pytest.mark.parametrize(
    ("words", "code", "kind"),
    [
        ("United States of America", "USA", Kind.NAME),
        ("U.S.", "USA", Kind.NAME),
        ("U.S", "USA", Kind.NAME),
        ("Côte d’Ivoire", "CIV", Kind.NAME),
        ("Turkiye", "TUR", Kind.NAME),
        ("Dutch", "NLD", Kind.ADJECTIVE),
        ("Nigerien", "NER", Kind.ADJECTIVE),
        ("Britons", "GBR", Kind.PEOPLE),
        ("Beijing", "CHN", Kind.CITY),
        ("Gaza Strip", "PSE", Kind.PLACE),
        ("Quai d'Orsay", "FRA", Kind.INSTITUTION),
        ("Organisation for Security and Co-operation in Europe", "OSCE", Kind.BODY),
        ("Xi", "CHN", Kind.PERSON),
    ],
)
def test_a_form_stands_for_its_polity_as_its_kind(words: str, code: str, kind: Kind) -> None:
    found = meant(words)
    assert found is not None
    length, entries = found
    assert length == len(cut(words))
    assert {(entry.code, entry.kind) for entry in entries} == {(code, kind)}


@pytest.mark.parametrize(
    "words", ["us", "polish", "turkey", "china", "chad", "may", "swiss", "The", "Foreign Ministry"]
)
def test_common_words_name_nobody(words: str) -> None:
    assert meant(words) is None


def test_the_longest_form_wins() -> None:
    assert meant("Papua New Guinea and Guinea") == meant("Papua New Guinea")
    assert codes("South Korea") == {"KOR"}
    assert codes("Treasury Department officials") == {"USA"}


def test_words_that_only_contain_a_name_are_skipped_whole() -> None:
    assert meant("Washington Post reporters") == (2, ())
    assert meant("Workers' Party of Korea") == (5, ())


@pytest.mark.parametrize("words", ["Kim Jong-un", "Kim Jong-Un", "Kim Jong Un"])
def test_a_hyphenated_given_name_is_found_in_its_three_spellings(words: str) -> None:
    assert codes(words) == {"PRK"}


@pytest.mark.parametrize(
    "words", ["Antony J. Blinken", "John R. Bolton", "Volodymyr Zelensky", "Recep Tayyip Erdogan", "Ahmed Al-Sharaa"]
)
def test_initials_diacritics_and_transliterations_do_not_hide_a_person(words: str) -> None:
    found = meant(words)
    assert found is not None
    assert found[0] == len(cut(words))


@pytest.mark.parametrize(
    ("day", "office"),
    [(date(2015, 1, 1), "secretary of state"), (date(2019, 1, 1), None), (date(2022, 1, 1), "climate envoy")],
)
def test_a_name_means_its_polity_within_the_terms_of_office_only(day: date, office: str | None) -> None:
    held = [entry.office for entry in entries("John Kerry") if entry.holds(day)]
    assert held == ([office] if office else [])


def test_one_person_can_speak_for_two_polities_one_after_the_other() -> None:
    rutte = entries("Mark Rutte")
    assert {entry.code for entry in rutte if entry.holds(date(2022, 3, 1))} == {"NLD"}
    assert {entry.code for entry in rutte if entry.holds(date(2025, 3, 1))} == {"NATO"}


def test_a_common_surname_is_not_to_be_used_alone() -> None:
    assert not any(entry.alone for name in ("Kim", "May", "Bush", "Johnson") for entry in entries(name))
    assert all(entry.alone for entry in entries("Boris Johnson"))


def test_de_facto_governments_count_from_their_first_day() -> None:
    (taliban,) = entries("Taliban")
    assert [taliban.holds(date(2021, 8, day)) for day in (14, 15)] == [False, True]


def test_the_head_of_a_compound_that_stays_whole_counts() -> None:
    assert load_gazetteer().match(["U.S.-led", "coalition"], 0) == (1, entries("U.S."))


def test_a_group_stands_for_each_of_its_members() -> None:
    assert codes("Baltic states") == {"EST", "LVA", "LTU"}


def test_combining_forms_are_listed() -> None:
    combining = load_gazetteer().combining
    assert {form: combining[form] for form in ("Sino", "Russo", "Anglo", "Franco", "Indo")} == {
        "Sino": "CHN",
        "Russo": "RUS",
        "Anglo": "GBR",
        "Franco": "FRA",
        "Indo": "IND",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usa", "USA"),
        ("US", "USA"),
        ("the united states", "USA"),
        ("Holland", "NLD"),
        ("china", "CHN"),
        ("eu", "EU"),
        ("South korea", "KOR"),
        ("turkiye", "TUR"),
        ("swiss", "CHE"),
        ("moscow", "RUS"),
        ("white house", "USA"),
        ("de", "DEU"),
        ("Federal Republic of Germany", "DEU"),
    ],
)
def test_what_a_user_types_resolves_whatever_its_case(text: str, code: str) -> None:
    assert load_gazetteer().resolve(text) == code


def test_a_misspelt_name_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownPolity, match=r"unknown polity 'Chnia': did you mean China \(CHN\)\?"):
        load_gazetteer().resolve("Chnia")


def test_a_name_of_two_polities_is_answered_with_both() -> None:
    with pytest.raises(UnknownPolity, match=r"'Congo' may be .*\(COD\) or .*\(COG\): give the code"):
        load_gazetteer().resolve("Congo")


def test_a_word_near_to_nothing_is_refused_without_a_guess() -> None:
    with pytest.raises(UnknownPolity, match="unknown polity 'xyzzy': give an English name or a code"):
        load_gazetteer().resolve("xyzzy")


def test_codes_have_short_display_names() -> None:
    names = load_gazetteer()
    assert [names.name(code) for code in ("USA", "EU", "KOR", "XKX")] == [
        "United States",
        "European Union",
        "South Korea",
        "Kosovo",
    ]
