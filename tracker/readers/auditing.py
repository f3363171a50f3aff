"""What models said of stored reports, and where two readers disagree: the archived accounts, read back."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from pydantic import AwareDatetime

from events import Reading
from events.values import Value
from projections.details import ReportDetail
from tracker.log import ReportLog
from tracker.readers.account import Disagreement, ReadingAccount, read_account
from tracker.report import Report
from tracker.standing import Standing


class AccountView(Value):
    """The archived account of one reading of a report: `sha256` is its hash, `recorded` when the log took it in."""

    report_id: UUID
    recorded: AwareDatetime
    sha256: str
    account: ReadingAccount


class Dispute(Value):
    """A disagreement of two readers that nobody has decided: both codings, and the event that counts meanwhile.

    It is decided when somebody confirms, corrects or retracts that event.
    """

    report_id: UUID
    publisher: str
    title: str
    url: str | None
    readers: tuple[Reading, ...]
    event_id: UUID
    disagreement: Disagreement


def accounts(report: ReportDetail, text: Callable[[str], str]) -> tuple[AccountView, ...]:
    """The accounts of all readings of a report that models made, in the order of the log. Raises StoreDamaged."""
    return tuple(
        AccountView(
            report_id=report.id,
            recorded=one.recorded,
            sha256=one.details["account"],
            account=read_account(text(one.details["account"])),
        )
        for one in report.history
        if one.kind == "archived" and one.details is not None
    )


def disputes(log: ReportLog, reports: Iterable[UUID]) -> Iterator[Dispute]:
    """The open disagreements about reports as they were last read, in the order of the reports and their texts."""
    for report_id in reports:
        state = log.report(report_id)
        if state is None or state.withdrawal is not None or state.archived is None or not state.archived.disputed:
            continue
        account = read_account(log.text(state.archived.account))
        for one in account.disagreements:
            event_id = _undecided(state, one)
            if event_id is not None:
                yield _dispute(state, account, one, event_id)


def _undecided(state: Report, one: Disagreement) -> UUID | None:
    """The event that counts until somebody decides; None where it was reviewed, or counts no more."""
    for key in one.event_ids[:1]:
        standing = _standing(state, key)
        if standing is not None and standing.live and not standing.reviewed:
            return standing.event.event_id
    return None


def _standing(state: Report, key: UUID) -> Standing | None:
    """The event with this id, or that came back in its place."""
    found = [one for one in state.events.values() if key in {one.key, one.event.event_id}]
    return next((one for one in reversed(found) if one.live), None)


def _dispute(state: Report, account: ReadingAccount, one: Disagreement, event_id: UUID) -> Dispute:
    current = state.current
    return Dispute(
        report_id=state.id,
        publisher=current.publisher,
        title=current.title,
        url=current.url,
        readers=account.readers,
        event_id=event_id,
        disagreement=one,
    )
