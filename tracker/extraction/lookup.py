"""Looking an expression up: whom or what the rules take it for, on a day, and which entry of which file says so."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from events.values import Value
from tracker.extraction.assessments import assessment_words
from tracker.extraction.lexicon import Entry, Noun, Verb, lexicon
from tracker.extraction.measures import measure_words
from tracker.extraction.mentions import mentions
from tracker.extraction.parsing import parser
from tracker.gazetteer import Entry as Form
from tracker.gazetteer import cut, load_gazetteer

_ACTOR_FILES = ("polities.toml", "institutions.toml", "leaders.toml", "elsewhere.toml")

_HEAD = frozenset({"id", "lemmas", "type", "family"})


class Actor(Value):
    """One meaning of a name: `holds` says whether it has it on the day that was asked for."""

    form: str
    polity: str
    name: str
    kind: str
    person: str | None
    office: str | None
    since: date | None
    until: date | None
    ambiguous: bool
    alone: bool
    holds: bool
    file: str


class Trigger(Value):
    """One entry in which a word of the expression stands; `type` is the event type, or what the word does."""

    word: str
    role: str
    rule: str | None
    type: str
    asks: dict[str, Any]
    file: str


class Meaning(Value):
    """What an expression resolves to: `polities` in a report of that day, and every entry behind it."""

    SECTIONS = ("actors", "triggers")

    expression: str
    on: date
    polities: tuple[str, ...]
    actors: tuple[Actor, ...]
    triggers: tuple[Trigger, ...]


def look_up(expression: str, *, on: date, extra: tuple[Path, ...] = ()) -> Meaning:
    """Return all that the files of the program, and the extra ones, say of an expression.

    Raises InputError for an extra file that cannot be used.
    """
    gazetteer = load_gazetteer(*extra)
    tokens = cut(expression)
    found = gazetteer.match(tokens, 0) if tokens else None
    forms = found[1] if found is not None and found[0] == len(tokens) else ()
    named = mentions(tokens, gazetteer, day=on, introduced=set())
    return Meaning(
        expression=expression,
        on=on,
        polities=tuple(dict.fromkeys(code for mention in named for code in mention.codes)),
        actors=tuple(_actor(form, gazetteer.name(form.code), on, extra) for form in forms),
        triggers=tuple(_triggers(expression, extra)),
    )


def _actor(form: Form, name: str, on: date, extra: tuple[Path, ...]) -> Actor:
    return Actor(
        form=form.form,
        polity=form.code,
        name=name,
        kind=str(form.kind),
        person=form.person,
        office=form.office,
        since=form.since,
        until=form.until,
        ambiguous=form.ambiguous,
        alone=form.alone,
        holds=form.holds(on),
        file=_file_of(form.person or form.form, _ACTOR_FILES, extra),
    )


def _triggers(expression: str, extra: tuple[Path, ...]) -> Iterator[Trigger]:
    words = dict.fromkeys([*expression.lower().split(), *(token.lemma_.lower() for token in parser()(expression))])
    known = lexicon(*extra)
    for word in words:
        for verb in known.verbs.get(word, ()):
            yield _entry(word, "verb", verb, verb.type, extra)
        for noun in known.nouns.get(word, ()):
            yield _entry(word, "noun", noun, noun.type or f"{noun.family}, by what governs it", extra)
    phrases = (expression.lower(), *words)
    for role, file, groups in _groups(extra):
        for name, members in groups:
            hit = next((phrase for phrase in phrases if phrase in members), None)
            if hit is not None:
                yield Trigger(word=hit, role=role, rule=None, type=name, asks={}, file=file)


def _entry(word: str, role: str, entry: Entry, kind: str, extra: tuple[Path, ...]) -> Trigger:
    kept = {name: getattr(entry, name) for name in type(entry).model_fields if name not in _HEAD}
    usual = {name: field.default for name, field in type(entry).model_fields.items()}
    asks = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in kept.items()
        if value != usual[name]
    }
    own = ("verbs.toml",) if isinstance(entry, Verb) else ("nouns.toml",) if isinstance(entry, Noun) else ()
    return Trigger(word=word, role=role, rule=entry.id, type=kind, asks=asks, file=_file_of(entry.id, own, extra))


def _groups(extra: tuple[Path, ...]) -> Iterator[tuple[str, str, Iterable[tuple[str, Iterable[str]]]]]:
    """Words that do something to an act or name a part of it: what they do, the file, and the words by name."""
    known, measures, assessed = lexicon(*extra), measure_words(), assessment_words()
    yield "verb of a measure", "measures.toml", measures.actions.items()
    yield "kind of measure", "measures.toml", ((str(kind), words) for kind, words in measures.kinds.items())
    for part in (assessed.verbs, assessed.adjectives, assessed.nouns):
        yield "judgement", "assessments.toml", part.items()
    yield "likelihood", "assessments.toml", ((str(name), words) for name, words in assessed.likelihood.items())
    yield (
        "operator",
        "operators.toml",
        ((name, getattr(known.operators, name)) for name in type(known.operators).model_fields),
    )
    yield "role", "roles.toml", ((name, getattr(known.roles, name)) for name in type(known.roles).model_fields)


def _file_of(text: str, own: tuple[str, ...], extra: tuple[Path, ...]) -> str:
    """The file that has an entry of this name or form: the user's before the program's."""
    paths = [*((str(path), path) for path in extra), *((name, Path(str(files("tracker.data") / name))) for name in own)]
    return next((name for name, path in paths if {text, f"{text}."} & _texts(path)), own[0] if own else "")


@cache
def _texts(path: Path) -> frozenset[str]:
    """Every key and text of a TOML file."""
    return frozenset(_walk(tomllib.loads(path.read_text(encoding="utf-8"))))


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)
