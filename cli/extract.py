"""`tracker extract`: what the words of reports tell, without a store."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from cli.examples import examples
from cli.extracted import Extracted, extracted, extracted_json
from cli.intake import Intake, overrides
from cli.lexicons import LexiconFiles, extractor
from cli.options import Formatted, Published, Publisher, Sources, Url
from cli.readers import Chosen, reads
from cli.render import Format, complain, stream, write_table
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
    """Print the events that reports tell; nothing is stored. As JSON, each report is one line."""
    intake = Intake(sources, overrides=overrides(sources, published=published, publisher=publisher, url=url))
    if explain and chosen.spec not in (None, "rules"):
        raise typer.BadParameter("only the rules can say why", param_hint="--explain")
    if explain:
        _explain(intake, extractor(lexicon), form)
    else:
        with chosen.reading(lexicon) as reader:
            reports = chosen.announced(reader, intake.reports())
            found = (_found(*one) for one in _read(intake, reader, reports))
            if chosen_format(form) is Format.TABLE:
                write_table(part for one in found for part in extracted(one))
            else:
                stream(found, chosen_format(form), of=Extracted, record=extracted_json)
    if intake.refused:
        raise typer.Exit(1)


def _explain(intake: Intake, rules: "RuleExtractor", form: Format | None) -> None:
    from cli.explaining import Read, explained, pages  # noqa: PLC0415  they load the parser
    from tracker.extraction.explainer import Explainer  # noqa: PLC0415

    explainer = Explainer(rules)
    reports = _read(intake, explainer, intake.reports())
    if chosen_format(form) is Format.TABLE:
        write_table(part for one, events in reports for part in pages(one, events, explainer.sentences))
        return
    found = (Read.of(_found(*one), explainer.sentences) for one in reports)
    stream(found, chosen_format(form), of=Read, record=explained)


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


def _found(report: IncomingReport, events: list[PolicyEvent]) -> Extracted:
    return Extracted(report=report.id or report.label, events=tuple(events))
