"""`tracker extract`: what the words of reports tell, without a store."""

import typer

from cli.described import describe
from cli.intake import Intake, overrides
from cli.options import Paths, Published, Publisher, Url
from cli.render import complain, write_json
from tracker.errors import Refused


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(extract)


def extract(paths: Paths, *, published: Published = None, publisher: Publisher = None, url: Url = None) -> None:
    """Print the events of each report as one line of JSON; nothing is stored."""
    intake = Intake(paths, overrides=overrides(paths, published=published, publisher=publisher, url=url))
    # The parser takes seconds to load, and only this command and `add` need it.
    from tracker.extraction.rules import RuleExtractor  # noqa: PLC0415
    from tracker.intake import extract_each  # noqa: PLC0415
    from tracker.proof import screen  # noqa: PLC0415

    for report, proposals in extract_each(RuleExtractor(), intake.reports()):
        if isinstance(proposals, Refused):
            intake.refuse(Refused(f"{report.label}: {proposals}"))
            continue
        screened = screen(report, proposals)
        for reason in screened.refused:
            complain(f"{report.label}: left out an event: {reason}")
        row = {"id": report.id or report.label, "events": [describe(event) for event in screened.events]}
        write_json(row, indent=None)
    if intake.refused:
        raise typer.Exit(1)
