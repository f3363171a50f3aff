"""Entries: every surface form, and whom it stands for, as what, and when."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from events.vocabulary import Body, OfficeLevel
from tracker.gazetteer.forms import fold, person_spellings, spellings
from tracker.gazetteer.records import ActorFile, InstitutionRecord, LeaderRecord, PolityRecord

_BODIES = frozenset(body.value for body in Body)


class Kind(StrEnum):
    """As what a form stands for its polity."""

    NAME = "name"  # of a country: "United States"
    BODY = "body"  # of an intergovernmental body: "European Union"
    ADJECTIVE = "adjective"  # "Russian", "Dutch"
    PEOPLE = "people"  # nouns that adjectives do not cover: "Russians", "Briton"
    CITY = "city"  # a capital or other seat that newspapers use for the government: "Beijing"
    PLACE = "place"  # lies in the polity and does not act for it: "Gaza Strip", "Kharkiv"
    INSTITUTION = "institution"  # "White House"
    GROUP = "group"  # of several, one entry for each: "Baltic states"
    PERSON = "person"  # an office-holder, in the time of the office only


class Entry(NamedTuple):
    """One surface form for one polity.

    `since` and `until` (inclusive) bound when the form means it; None is unbounded. `alone` is false for a surname
    that means the person only after full name or title. `ambiguous` forms mean something else as well: ask for
    support from the context.
    """

    form: str
    code: str
    kind: Kind
    office: str | None = None
    level: OfficeLevel | None = None
    since: date | None = None
    until: date | None = None
    alone: bool = True
    ambiguous: bool = False
    person: str | None = None

    def holds(self, day: date) -> bool:
        """Whether the form has this meaning on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def expand(actors: ActorFile) -> Iterator[Entry]:
    """Yield the entries of all records, in the order of the files."""
    yield from expand_standing(actors)
    for name, leader in actors.leader.items():
        yield from _leader_entries(name, leader, actors.office)


def expand_standing(actors: ActorFile) -> Iterator[Entry]:
    """Yield the entries of polities and institutions: all but the office-holders."""
    for code, polity in actors.polity.items():
        yield from _polity_entries(code, polity)
    for name, institution in actors.institution.items():
        yield from _institution_entries(name, institution)
    for name, members in actors.group.items():
        yield from (Entry(name, code, Kind.GROUP) for code in members)


def _polity_entries(code: str, record: PolityRecord) -> Iterator[Entry]:
    names = Kind.BODY if code in _BODIES else Kind.NAME
    for kind, forms in (
        (names, record.names),
        (Kind.ADJECTIVE, record.adjectives),
        (Kind.PEOPLE, record.people),
        (Kind.CITY, record.seats),
        (Kind.PLACE, record.places),
    ):
        for form in forms:
            for spelling in spellings(form):
                yield Entry(spelling, code, kind, ambiguous=form in record.ambiguous)


def _institution_entries(name: str, record: InstitutionRecord) -> Iterator[Entry]:
    for form in (name, *record.aliases):
        for spelling in spellings(form):
            yield Entry(
                spelling,
                record.polity,
                Kind.INSTITUTION,
                since=record.since,
                until=record.until,
                ambiguous=record.ambiguous,
            )


def _leader_entries(name: str, record: LeaderRecord, levels: dict[str, OfficeLevel]) -> Iterator[Entry]:
    surname = name.rsplit(maxsplit=1)[-1] if record.surname is None else record.surname
    forms = {spelling: True for form in (name, *record.aliases) for spelling in person_spellings(form)}
    for spelling in person_spellings(surname):
        forms.setdefault(spelling, record.alone)
    for form, alone in forms.items():
        for term in record.terms:
            yield Entry(
                form,
                term.polity,
                Kind.PERSON,
                office=term.office,
                level=levels[term.office],
                since=term.since,
                until=term.until,
                alone=alone,
                person=name,
            )


def rival_forms(entries: Iterable[Entry]) -> list[str]:
    """Return forms that two polities have as theirs alone, as "form: CODE, CODE".

    At most one may have a form unmarked, its usual meaning ("Congo"); for the others it is ambiguous.
    """
    holders: dict[str, set[str]] = {}
    for entry in entries:
        if entry.kind is not Kind.GROUP and not entry.ambiguous:
            holders.setdefault(fold(entry.form), set()).add(entry.code)
    return [f"{form}: {', '.join(sorted(codes))}" for form, codes in sorted(holders.items()) if len(codes) > 1]
