"""The words that acts are told with: verbs, nouns, roles and operators, read from `tracker/data` and checked."""

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, ValidationError, model_validator

from events import POLICY_EVENTS
from events.values import Value
from events.vocabulary import Measure, MeasureAction
from tracker.errors import BadRow, InputError, UnreadableFile

SLOTS = (
    *("obj", "obj_first", "obj_deep", "obj_person", "dative", "clause", "subject", "condition", "within", "concerned"),
    *("with", "any", "helped"),
)
"""Where the target of a verb may stand, besides `prep:WORD` and `joined:WORD`; see the head of `verbs.toml`."""


def _slot(slot: str) -> str:
    kind, _, word = slot.partition(":")
    if slot not in SLOTS and not (kind in ("prep", "joined") and word):
        raise ValueError(f"no slot {slot!r}: use {', '.join(SLOTS)}, prep:WORD or joined:WORD")
    return slot


def _lemma(lemma: str) -> str:
    if not lemma or lemma != lemma.lower() or len(lemma.split()) != 1:
        raise ValueError(f"{lemma!r} is no lemma: write one word in lower case in its basic form")
    return lemma


class Entry(Value):
    """What verbs and nouns have in common."""

    id: str = Field(min_length=1)
    lemmas: tuple[Annotated[str, AfterValidator(_lemma)], ...] = Field(min_length=1)
    target: tuple[Annotated[str, AfterValidator(_slot)], ...] = Field(min_length=1)
    form: str | None = None


E = TypeVar("E", bound=Entry)


def _event_type(name: str | None) -> str | None:
    if name is not None and name not in POLICY_EVENTS:
        raise ValueError(f"unknown event type {name!r}")
    return name


class Verb(Entry):
    """A verb that is an act: see the head of `verbs.toml` for what the fields mean."""

    type: Annotated[str, AfterValidator(_event_type)]
    object: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    particle: str | None = None
    needs: tuple[str, ...] = ()
    needs_noun: frozenset[str] = frozenset()
    needs_word: frozenset[str] = frozenset()
    not_word: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    not_prep: tuple[str, ...] = ()
    stands: bool = False
    negated: bool = False
    adjective: bool = False
    fallback: Literal["antecedent", "always", "near"] | None = None
    passive_source: tuple[str, ...] = ()
    intransitive: bool = False
    subjects: Literal["any", "officials", "persons", "forces", "troops"] = "any"
    mutual: bool = False
    measure: Measure | None = None
    action: MeasureAction | None = None


class Noun(Entry):
    """A noun that carries an act: see the head of `nouns.toml`."""

    type: Annotated[str | None, AfterValidator(_event_type)] = None
    family: Literal["act", "measure", "emergency", "exercise"] = "act"
    parties: Literal["directed", "mutual"] = "directed"
    light: frozenset[str] = frozenset()
    alone: bool = False
    with_words: frozenset[str] = frozenset()
    not_words: frozenset[str] = frozenset()
    needs_words: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _typed_or_family(self) -> Self:
        if (self.type is None) == (self.family == "act"):
            raise ValueError("an entry has a type, or a family that decides it")
        return self


class Roles(Value):
    """What a noun makes of the nationality beside it."""

    state: frozenset[str]
    forces: frozenset[str]
    weapons: frozenset[str]
    subjects: frozenset[str]
    nonstate: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    partisan: frozenset[str]
    bare_titles: frozenset[str]
    former: frozenset[str]


class Operators(Value):
    """Words that govern an act and change what is said of it."""

    say: frozenset[str]
    plan: frozenset[str]
    doubt: frozenset[str]
    urge: frozenset[str]
    threaten: frozenset[str]
    deny: frozenset[str]
    accuse: frozenset[str]
    judge: frozenset[str]
    carry: frozenset[str]
    meeting: frozenset[str]
    answer: frozenset[str]
    unreal: frozenset[str]
    coming: frozenset[str]
    modal_doubt: frozenset[str]
    conditional: frozenset[str]


class Lexicon(Value):
    """All of it, with entries by lemma."""

    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, tuple[Noun, ...]]
    sets: dict[str, frozenset[str]]
    roles: Roles
    operators: Operators


@cache
def lexicon(*extra: Path) -> Lexicon:
    """Read and check the data files, and files of the user's, whose entries are tried before the program's.

    Raises BadRow naming the file and entry that is wrong, UnreadableFile or InputError for a file that is no TOML.
    """
    verb_file, noun_file = _table("verbs.toml"), _table("nouns.toml")
    sets = _sets(noun_file, "nouns.toml")
    verbs = [_entry(Verb, "verbs.toml", row, sets) for row in verb_file["verb"]]
    nouns = [_entry(Noun, "nouns.toml", row, sets) for row in noun_file["noun"]]
    for path in reversed(extra):
        tables = _given(path)
        sets = {**sets, **_sets(tables, str(path))}
        verbs = [_entry(Verb, str(path), row, sets) for row in _rows(path, tables, "verb")] + verbs
        nouns = [_entry(Noun, str(path), row, sets) for row in _rows(path, tables, "noun")] + nouns
    _unique(" and ".join(["verbs.toml", "nouns.toml", *map(str, extra)]), [entry.id for entry in (*verbs, *nouns)])
    return Lexicon(
        verbs=_by_lemma(verbs),
        nouns=_by_lemma(nouns),
        sets=sets,
        roles=Roles.model_validate(_table("roles.toml")),
        operators=Operators.model_validate(_table("operators.toml")),
    )


def _given(path: Path) -> dict[str, Any]:
    """The tables of a user's file; those of names are checked by the gazetteer."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}: give a readable lexicon") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: not TOML in UTF-8: {error}; correct the file") from error


def _sets(tables: dict[str, Any], file: str) -> dict[str, frozenset[str]]:
    sets = tables.get("sets", {})
    if not isinstance(sets, dict) or not all(isinstance(words, list) for words in sets.values()):
        raise BadRow(f'{file}: [sets] holds lists of words: write NAME = ["word", "word"] under it')
    return {name: frozenset(words) for name, words in sets.items()}


def _rows(path: Path, tables: dict[str, Any], name: str) -> list[dict[str, object]]:
    rows = tables.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRow(f"{path}: {name!r} is no list of entries: begin each with [[{name}]]")
    return rows


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("tracker.data") / name).read_text(encoding="utf-8"))


def _entry(kind: type[E], file: str, row: dict[str, object], sets: dict[str, frozenset[str]]) -> E:
    """Make one entry, with @names of sets replaced by their words."""
    expanded = dict(row)
    for field in ("object", "needs_noun", "needs_word", "not_word", "says"):
        words = row.get(field)
        if isinstance(words, list):
            expanded[field] = frozenset(word for name in words for word in _words(file, str(name), sets))
    try:
        return kind.model_validate(expanded)
    except ValidationError as error:
        problem = error.errors()[0]
        where = " / ".join(map(str, problem["loc"])) or "the entry"
        raise BadRow(f"{file}: entry {row.get('id')!r}: {where}: {problem['msg']}; correct the entry") from error


def _words(file: str, name: str, sets: dict[str, frozenset[str]]) -> frozenset[str]:
    if not name.startswith("@"):
        return frozenset({name})
    if name[1:] not in sets:
        raise BadRow(f"{file}: set {name!r} is not defined; the sets are {', '.join(sorted(sets))}")
    return sets[name[1:]]


def _unique(file: str, ids: list[str]) -> None:
    for name in ids:
        if ids.count(name) > 1:
            raise BadRow(f"{file}: entry {name!r} occurs twice; give each entry its own id")


def _by_lemma(entries: list[E]) -> dict[str, tuple[E, ...]]:
    found: dict[str, list[E]] = defaultdict(list)
    for entry in entries:
        for lemma in entry.lemmas:
            found[lemma].append(entry)
    return {lemma: tuple(rows) for lemma, rows in found.items()}
