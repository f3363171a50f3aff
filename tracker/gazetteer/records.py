"""The files of names as records: TOML in, validated records out; an error names the file and the entry.

A file may hold any of these tables: `polity`, `group`, `institution`, `leader` (with the levels of its offices in
`office`), and the list `no_polity`; a file of the user's may have triggers as well. Polities of several files are
merged, so that a file of the user's can add forms to a country.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, ValidationError, model_validator

from events.polity import Polity, known
from events.values import When
from events.vocabulary import OfficeLevel
from tracker.errors import InputError, UnreadableFile
from tracker.gazetteer.forms import fold

Form = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PolityRecord(_Record):
    """How a country or body, its people and its places are called; `ambiguous` lists the forms that mean others too."""

    name: Form | None = None
    aliases: tuple[Form, ...] = ()
    adjectives: tuple[Form, ...] = ()
    people: tuple[Form, ...] = ()
    capital: Form | None = None
    cities: tuple[Form, ...] = ()
    places: tuple[Form, ...] = ()
    combining: tuple[Form, ...] = ()
    ambiguous: frozenset[Form] = frozenset()

    @model_validator(mode="after")
    def _lists_each_form_once(self) -> "PolityRecord":
        forms = [*self.names, *self.adjectives, *self.people, *self.seats, *self.places]
        plain = [fold(form) for form in forms]
        if twice := sorted(form for form, key in zip(forms, plain, strict=True) if plain.count(key) > 1):
            raise ValueError(f"listed twice: {', '.join(twice)}")
        if loose := sorted(self.ambiguous.difference(forms)):
            raise ValueError(f"ambiguous, but not among the forms: {', '.join(loose)}")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The display name and its equals."""
        return self.aliases if self.name is None else (self.name, *self.aliases)

    @property
    def seats(self) -> tuple[str, ...]:
        """Cities that stand for the government."""
        return self.cities if self.capital is None else (self.capital, *self.cities)


class InstitutionRecord(_Record):
    """An organ whose acts are its polity's; `from` and `until` where it was so for a time only."""

    polity: Polity
    aliases: tuple[Form, ...] = ()
    ambiguous: bool = False
    since: date | None = Field(default=None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> "InstitutionRecord":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"from {self.since} is after until {self.until}")
        return self


class Term(NamedTuple):
    """One person's time in one office: both days are inclusive; an open end is still in office."""

    polity: Polity
    office: str
    since: date
    until: date | None


_TERM = re.compile(r"(?P<polity>\S+) (?P<office>\S.*?) (?P<since>\d{4}[-\d]*)(?: (?P<until>\d{4}[-\d]*))?")


def _read_term(value: Any) -> Term:
    match = _TERM.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'a term is "POLITY office from until" (until left out when still in office), not {value!r}')
    polity, office, since, until = match.groups()
    term = Term(known(polity), office, _days(since)[0], _days(until)[1] if until else None)
    if term.until is not None and term.until < term.since:
        raise ValueError(f"the term ends before it begins: {value!r}")
    return term


def _days(text: str) -> tuple[date, date]:
    """Return the first and last day of a day, month or year."""
    if len(text) == len("2022-02-24"):  # the usual form, and five times as fast as the general one
        day = date.fromisoformat(text)
        return day, day
    when = When.parse(text)
    if when.start is None or when.end is None:
        raise ValueError(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
    return when.start, when.end


class LeaderRecord(_Record):
    """An office-holder: other names, the surname that news uses (the last word unless given), and terms of office.

    `alone` is false for a surname that is too common to mean this person without full name or title.
    """

    surname: Form | None = None
    alone: bool = True
    aliases: tuple[Form, ...] = ()
    terms: tuple[Annotated[Term, PlainValidator(_read_term)], ...] = Field(min_length=1)


TRIGGER_TABLES = frozenset({"verb", "noun", "sets"})
"""Tables of a user's file that are no names: `tracker.extraction.lexicon` reads them."""


class ActorFile(_Record):
    """All that one file, or all files together, say about who is meant by which words."""

    polity: dict[Polity, PolityRecord] = {}
    group: dict[Form, tuple[Polity, ...]] = {}
    institution: dict[Form, InstitutionRecord] = {}
    office: dict[Form, OfficeLevel] = {}
    leader: dict[Form, LeaderRecord] = {}
    no_polity: tuple[Form, ...] = ()


def read_actors(paths: Iterable[Path], *, onto: ActorFile | None = None) -> ActorFile:
    """Read and merge files of names, onto what earlier files said.

    Raises UnreadableFile for a file that cannot be opened, InputError for one that is no such TOML, repeats an
    institution or leader of another file, or uses an office without a level.
    """
    merged = onto or ActorFile()
    for path in paths:
        merged = _merge(merged, _read(path), path)
    return merged


def _read(path: Path) -> ActorFile:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return ActorFile.model_validate({name: rows for name, rows in tables.items() if name not in TRIGGER_TABLES})
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}: give a readable file of names") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: not TOML in UTF-8: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = " / ".join(str(part) for part in first["loc"])
        raise InputError(f"{path}: {where}: {first['msg']}") from error


def _merge(before: ActorFile, after: ActorFile, path: Path) -> ActorFile:
    for table, earlier, new in (
        ("group", before.group, after.group),
        ("institution", before.institution, after.institution),
        ("leader", before.leader, after.leader),
    ):
        if twice := sorted(set(earlier) & set(new)):
            raise InputError(f"{path}: {table} {twice[0]!r} is in an earlier file already: leave it out or rename it")
    office = before.office | after.office
    for person, leader in after.leader.items():
        for term in leader.terms:
            if term.office not in office:
                raise InputError(
                    f"{path}: leader {person!r}: office {term.office!r} has no level: add it under [office]"
                )
    polity = dict(before.polity)
    for code, record in after.polity.items():
        polity[code] = _extend(polity[code], record, f"{path}: polity {code}") if code in polity else record
    return ActorFile.model_construct(
        polity=polity,
        group=before.group | after.group,
        institution=before.institution | after.institution,
        office=office,
        leader=before.leader | after.leader,
        no_polity=before.no_polity + after.no_polity,
    )


def _extend(earlier: PolityRecord, more: PolityRecord, where: str) -> PolityRecord:
    for attribute in ("name", "capital"):
        if getattr(more, attribute) not in {None, getattr(earlier, attribute)}:
            known_as = getattr(earlier, attribute)
            raise InputError(f"{where}: has the {attribute} {known_as!r} already: give others as aliases or cities")
    fields: dict[str, Any] = {
        "name": earlier.name,
        "capital": earlier.capital,
        "ambiguous": earlier.ambiguous | more.ambiguous,
    }
    for attribute in ("aliases", "adjectives", "people", "cities", "places", "combining"):
        fields[attribute] = tuple(dict.fromkeys(getattr(earlier, attribute) + getattr(more, attribute)))
    try:
        return PolityRecord(**fields)
    except ValidationError as error:
        raise InputError(f"{where}: {error.errors(include_url=False)[0]['msg']}") from error
