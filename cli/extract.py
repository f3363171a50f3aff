"""`tracker extract`: what the words of reports tell, without a store."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.described import describe
from cli.examples import examples
from cli.intake import Intake, overrides
from cli.lexicons import LexiconFiles, extractor
from cli.options import Formatted, Published, Publisher, Sources, Url
from cli.readers import Chosen, reads
from cli.render import Format, complain, write_json, write_table
from cli.render import chosen as chosen_format
from events import PolicyEvent
from tracker.errors import Refused
from tracker.extraction.proposal import Extractor
from tracker.incoming import IncomingReport

if TYPE_CHECKING:  # the parser takes seconds to load
    from tracker.extraction.rules import RuleExtractor

Explain = Annotated[
    bool,
    typer.Option("--explain", help="Say of each sentence which actors and acts were found, or why there are none."),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(extract)


@examples(
    "tracker extract examples/reports/2023-02-20-munich.txt",
    "# why each sentence was read as it was",
    "tracker extract examples/reports/2023-02-20-munich.txt --explain --format table",
)
@reads
def extract(
    sources: Sources,
    *,
    published: Published = None,
    publisher: Publisher = None,
    url: Url = None,
    explain: Explain = False,
    chosen: Chosen,
    lexicon: LexiconFiles = None,
    form: Formatted = None,
) -> None:
    """Print the events of each report as one line of JSON; nothing is stored."""
    if form is Format.TABLE and not explain:
        raise typer.BadParameter("events are printed as JSON; a table goes with --explain", param_hint="--format")
    intake = Intake(sources, overrides=overrides(sources, published=published, publisher=publisher, url=url))
    if explain and chosen.spec not in (None, "rules"):
        raise typer.BadParameter("only the rules can say why", param_hint="--explain")
    if explain:
        _explain(intake, extractor(lexicon), form)
    else:
        with chosen.reading(lexicon) as reader:
            reports = chosen.announced(reader, intake.reports())
            for report, events in _read(intake, reader, reports):
                write_json(_row(report, events), indent=None)
    if intake.refused:
        raise typer.Exit(1)


def _explain(intake: Intake, rules: "RuleExtractor", form: Format | None) -> None:
    from cli.explaining import explained, pages  # noqa: PLC0415  they load the parser
    from tracker.extraction.explainer import Explainer  # noqa: PLC0415

    explainer = Explainer(rules)
    for report, events in _read(intake, explainer, intake.reports()):
        if chosen_format(form) is Format.JSON:
            row = {**_row(report, events), "sentences": [explained(sentence) for sentence in explainer.sentences]}
            write_json(row, indent=None)
        else:
            write_table(pages(report, events, explainer.sentences))


def _read(
    intake: Intake, reader: Extractor, reports: Iterable[IncomingReport]
) -> Iterator[tuple[IncomingReport, list[PolicyEvent]]]:
    """Yield each report that can be read with its events; say what is left out."""
    from tracker.intake import extract_each  # noqa: PLC0415
    from tracker.proof import screen  # noqa: PLC0415

    for report, proposals in extract_each(reader, reports):
        if isinstance(proposals, Refused):
            intake.refuse(Refused(f"{report.label}: {proposals}"))
            continue
        screened = screen(report, proposals)
        for reason in screened.refused:
            complain(f"{report.label}: left out an event: {reason}")
        yield report, list(screened.events)


def _row(report: IncomingReport, events: list[PolicyEvent]) -> dict[str, Any]:
    return {"id": report.id or report.label, "events": [describe(event) for event in events]}
