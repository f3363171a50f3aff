"""What a proposal must be to become an event: valid, and proved by words that stand in the report."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from pydantic import ValidationError

from events import PolicyEvent
from tracker.errors import EvidenceMissing
from tracker.extraction.proposal import Account, Accounted, Proposal
from tracker.incoming import IncomingReport
from tracker.sketching import sketch


class Screened(NamedTuple):
    """The events that proposals make, each once, the reasons why others make none, and what else there is to keep.

    `sketch` is that of the text, `account` that of the reading.
    """

    events: tuple[PolicyEvent, ...]
    refused: tuple[str, ...]
    sketch: str | None = None
    account: Account | None = None


def screen(report: IncomingReport, proposals: Sequence[Proposal]) -> Screened:
    """Make events of proposals; what cannot be one is left out, with the reason.

    The same event proposed twice is one. Places in the stream are not final: every event has version 1.
    """
    report_id = report.report_id
    events: dict[UUID, PolicyEvent] = {}
    refused = list(proposals.refused) if isinstance(proposals, Accounted) else []
    for proposal in proposals:
        try:
            event = proposal.event(report_id, 1)
            prove([event], report.text)
        except (EvidenceMissing, KeyError, TypeError, ValueError) as error:
            refused.append(f"{proposal.topic}: {_reason(error)}")
        else:
            events.setdefault(event.event_id, event)
    account = proposals.account if isinstance(proposals, Accounted) else None
    return Screened(tuple(events.values()), tuple(refused), sketch(report.text), account)


def prove(events: Iterable[PolicyEvent], text: str) -> None:
    """Raise EvidenceMissing unless the words of every event stand in the text, where the event says."""
    for event in events:
        evidence = event.evidence
        if evidence.stands_in(text):
            continue
        elsewhere = text.find(evidence.quote)
        found = "nor anywhere else in it" if elsewhere < 0 else f"but at {elsewhere}"
        raise EvidenceMissing(
            f"the words {evidence.quote!r} do not stand at {evidence.start}-{evidence.end} of the report, {found}: "
            "quote it character for character"
        )


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(_problem(problem["loc"], problem["msg"]) for problem in error.errors(include_url=False))
    if isinstance(error, KeyError):
        return f"there is no event type {error.args[0]!r}"
    return str(error)


def _problem(location: tuple[int | str, ...], message: str) -> str:
    place = ".".join(map(str, location))
    return f"{place}: {message}" if place else message.removeprefix("Value error, ")
