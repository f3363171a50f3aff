"""`tracker lexicon`: what an expression means to the rules, and which entry of which file says so."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock
from cli.examples import examples
from cli.layout import Entries, Entry
from cli.lexicons import LexiconFiles, chosen_files
from cli.options import Formatted, day
from cli.render import render
from tracker.errors import InputError

if TYPE_CHECKING:  # it loads the parser
    from tracker.extraction.lookup import Actor, Meaning, Trigger

Expression = Annotated[
    str, typer.Argument(metavar="EXPRESSION", help="A name, nationality, office-holder, verb or noun.")
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the report. Default: today.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(lexicon)


@examples(
    "tracker lexicon Kremlin",
    "# an office-holder, on a day",
    'tracker lexicon "Mike Pompeo" --on 2019-05-01',
)
def lexicon(expression: Expression, *, on: On = None, lexicon: LexiconFiles = None, format_: Formatted = None) -> None:
    """Show what an expression resolves to, and why: polity, institution, office-holder, or trigger of an act."""
    if not expression.strip():
        raise typer.BadParameter("the expression is empty", param_hint="EXPRESSION")
    from tracker.extraction.lookup import look_up  # noqa: PLC0415  it loads the parser

    meaning = look_up(expression.strip(), on=day(on, "--on") or clock.today(), extra=chosen_files(lexicon))
    if not (meaning.actors or meaning.triggers or meaning.polities):
        raise InputError(
            f"nothing has {meaning.expression!r}: check its capitals (names are matched as they are written), "
            "or add it in a file of your own with --lexicon"
        )
    render(meaning, format_, _table)


def _table(meaning: "Meaning") -> Iterator[RenderableType]:
    from cli.words import STRONG  # noqa: PLC0415  it loads the views

    means = ", ".join(meaning.polities) or "no polity"
    yield Text(f"“{meaning.expression}” in a report of {meaning.on}: {means}", style=STRONG)
    if meaning.actors:
        yield Text("\nActors")
        yield Entries(Entry(actor.polity, Text(_actor(actor)), source=_source(actor.file)) for actor in meaning.actors)
    if meaning.triggers:
        yield Text("\nTriggers")
        yield Entries(Entry(one.role, Text(_trigger(one)), source=_source(one.file)) for one in meaning.triggers)


def _actor(actor: "Actor") -> str:
    parts = [f"{actor.kind} of {actor.name}"]
    if actor.person:
        parts = [f"{actor.person}, {actor.office} of {actor.name}"]
    if actor.since or actor.until:
        parts.append(f"from {actor.since or 'always'} until {actor.until or 'now'}")
    if not actor.alone:
        parts.append("only after the full name")
    if actor.ambiguous:
        parts.append("means others, too")
    if not actor.holds:
        parts.append("not on this day")
    return "; ".join(parts)


def _trigger(one: "Trigger") -> str:
    head = f"{one.word}: {one.type}" + (f", rule {one.rule}" if one.rule else "")
    asked = "; ".join(f"{name} {_listed(value)}" for name, value in one.asks.items())
    return f"{head}; {asked}" if asked else head


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _source(file: str) -> Text:
    from cli.words import QUIET  # noqa: PLC0415  it loads the views

    return Text(file, style=QUIET)
