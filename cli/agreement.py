"""`tracker compare`, `score`, `disagreements`: how far readers agree with one another, and with people."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock
from cli.examples import examples
from cli.intake import Intake, overrides
from cli.layout import Entries, Entry
from cli.lexicons import LexiconFiles
from cli.options import Formatted, Sources, Store, store_address
from cli.readers import READER_HELP, Limits, asks, said_at_the_end
from cli.rebuilding import watched
from cli.render import render
from cli.words import QUIET, STRONG, quoted, said, short_id, typed

if TYPE_CHECKING:
    from tracker.readers.account import Disagreement
    from tracker.readers.agreement import Agreement
    from tracker.readers.auditing import Dispute
    from tracker.readers.scoring import Score

One = Annotated[str, typer.Argument(metavar="READER", help=READER_HELP)]
Other = Annotated[str, typer.Argument(metavar="READER", help="The other reader.")]
Gold = Annotated[
    list[Path],
    typer.Argument(metavar="FILE", help="JSONL rows of reports with the events that a person coded (`events`)."),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (compare, score, disagreements):
        app.command()(command)


@examples("tracker compare rules llm:llama3.2 examples/reports")
@asks
def compare(
    one: One, other: Other, sources: Sources, *, limits: Limits, lexicon: LexiconFiles = None, format_: Formatted = None
) -> None:
    """Let two readers read the same reports and print how far they agree, by type, and every difference."""
    from tracker.readers.agreement import agreement  # noqa: PLC0415  it loads what `tracker --help` does not need

    intake = Intake(sources, overrides=overrides(sources, published=None, publisher=None, url=None))
    with said_at_the_end(limits.reader(one, lexicon), limits.reader(other, lexicon)) as (first, second):
        found = agreement(first, second, intake.reports())
    render(found, format_, _agreed)
    if intake.refused or found.unread:
        raise typer.Exit(1)


@examples("tracker score rules examples/coded.jsonl")
@asks
def score(reader: One, files: Gold, *, limits: Limits, lexicon: LexiconFiles = None, format_: Formatted = None) -> None:
    """Let a reader read reports that a person coded, and print how well it did."""
    from tracker.readers.scoring import read_gold  # noqa: PLC0415  it loads what `tracker --help` does not need
    from tracker.readers.scoring import score as scored  # noqa: PLC0415

    with said_at_the_end(limits.reader(reader, lexicon)) as (chosen,):
        found = scored(chosen, read_gold(files))
    render(found, format_, _scored)
    if found.unread:
        raise typer.Exit(1)


@examples("tracker disagreements")
def disagreements(*, store: Store = None, format_: Formatted = None) -> None:
    """List what two readers coded otherwise and nobody has decided, with both codings side by side."""
    from tracker.application import Tracker  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.readers.auditing import Dispute  # noqa: PLC0415

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.disagreements()
    render(found, format_, _disputed, of=Dispute)


def _agreed(found: "Agreement") -> Iterator[RenderableType]:
    yield Text(f"{found.readers[0]} and {found.readers[1]} on {found.reports} reports", style=STRONG)
    yield Text(f"F1  events {found.event:.3f}  roots {found.root:.3f}  pairs {found.pair:.3f}\n")
    yield Text(f"  {'type':<22}{'first':>7}{'second':>8}{'both':>6}{'F1':>8}", style=QUIET)
    for one in found.types:
        yield Text(f"  {one.type:<22}{one.first:>7}{one.second:>8}{one.both:>6}{one.f1:>8.3f}")
    if found.differences:
        yield Text("\nDifferences", style=STRONG)
        yield Entries(Entry(one.report, *_codings(one.disagreement)) for one in found.differences)
    yield from _unread(found.unread)


def _scored(found: "Score") -> Iterator[RenderableType]:
    yield Text(f"{found.reader} {found.version} on {found.reports} reports, {found.coded} events", style=STRONG)
    for name, figures in (("events", found.event), ("roots", found.root), ("pairs", found.pair)):
        line = f"  {name:<8} precision {figures.precision:.3f}  recall {figures.recall:.3f}  F1 {figures.f1:.3f}"
        yield Text(line)
    rest = {
        "by report": found.report,
        "false alarms": found.false_alarms,
        "date": found.date,
        "modality": found.modality,
    }
    yield Text("  " + "  ".join(f"{name} {'–' if value is None else f'{value:.3f}'}" for name, value in rest.items()))
    yield Text(f"\n  {'type':<22}{'coded':>7}{'found':>7}{'right':>7}", style=QUIET)
    for one in found.types:
        yield Text(f"  {one.type:<22}{one.coded:>7}{one.found:>7}{one.right:>7}")
    yield from _unread(found.unread)


def _unread(reports: tuple[str, ...]) -> Iterator[RenderableType]:
    if reports:
        yield Text("\nNot read", style=STRONG)
        yield from (Text(f"  {one}") for one in reports)


def _disputed(found: "list[Dispute]") -> Iterator[RenderableType]:
    if not found:
        yield Text("No two readers disagree about anything that nobody has decided.", style=QUIET)
        return
    for one in found:
        head, words = _codings(one.disagreement)
        readers = " and ".join(reader.extractor for reader in one.readers)
        source = Text(f"{one.publisher}: {one.title or 'untitled'}; {readers}", style=QUIET)
        yield Entries([Entry(short_id(one.event_id), head, words, source)])
    yield Text(f"\n{len(found)} to decide: tracker confirm, correct or retract", style=QUIET)


def _codings(one: "Disagreement") -> tuple[Text, Text]:
    """Both codings side by side, and the words of each."""
    head = Text(f"{one.kind}: ", style=STRONG)
    head.append(" | ".join(_coding(coding) for coding in (one.first, one.second)), style="not bold")
    words = dict.fromkeys(coding["quote"] for coding in (one.first, one.second) if coding)
    return head, Text(" | ".join(quoted(each) for each in words))


def _coding(coding: dict[str, object] | None) -> str:
    if coding is None:
        return "–"
    parts = [f"{coding['source']} → {coding['target']} {typed(str(coding['type']))}"]
    parts += [said(str(coding[name])) for name in ("measure", "action") if coding.get(name)]
    return ", ".join([*parts, said(str(coding["modality"])), str(coding["date"] or "undated")])
