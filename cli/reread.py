"""`tracker reread`: stored reports read again by a newer extractor."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock, completion
from cli.examples import examples
from cli.lexicons import LexiconFiles
from cli.options import Formatted, Store, store_address
from cli.outcomes import Summary, complaining, outcome_json, outcome_lines
from cli.readers import Chosen, reads
from cli.rebuilding import watched
from cli.render import Format, stream, write_json, write_table
from cli.render import chosen as chosen_format
from tracker.outcome import Outcome

Reports = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="REPORT",
        help="The id of a report, or how it begins. Default: all reports.",
        autocompletion=completion.report_id,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(reread)


@examples(
    "tracker reread --dry-run",
    "# one report, by a model (the part `llm`)",
    "tracker reread 4d5ef879 --reader llm:llama3.2",
)
@reads
def reread(
    reports: Reports = None,
    *,
    dry_run: DryRun = False,
    chosen: Chosen,
    lexicon: LexiconFiles = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Read stored reports again where this program's extractor is newer than the one that read them."""
    from tracker.application import Tracker  # noqa: PLC0415  it loads what `tracker --help` does not need

    with (
        chosen.reading(lexicon) as reader,
        Tracker(
            store_address(store), clock=clock.now, extractor=reader, replaces=chosen.is_named, watch=watched
        ) as tracker,
    ):
        waiting = chosen.announced(reader, tracker.outdated(reports or ()))
        outcomes = list(complaining(tracker.add(waiting, dry_run=dry_run)))
    summary = Summary()
    for outcome in outcomes:
        summary = summary.after(outcome)
    form = chosen_format(format_)
    if form is Format.JSON:
        write_json({"summary": summary, "reports": [outcome_json(outcome) for outcome in outcomes]})
    elif form is Format.TABLE:
        write_table(_table(outcomes, summary))
    else:
        stream(outcomes, form, of=Outcome, record=outcome_json)
    if summary.refused:
        raise typer.Exit(1)


def _table(outcomes: list[Outcome], summary: Summary) -> Iterator[RenderableType]:
    for outcome in outcomes:
        if outcome.status != "refused":
            yield from outcome_lines(outcome)
    done = f"{summary.would_record} would be" if summary.would_record else f"{summary.revised} were"
    yield Text(
        f"Of {len(outcomes)} read by an older extractor {done} read anew: {summary.events} events found, "
        f"{summary.retracted} no longer; {summary.refused} refused.",
        style="bold",
    )
