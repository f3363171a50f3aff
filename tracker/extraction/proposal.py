"""What an extractor proposes: events to be, without a place in the log yet."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from uuid import UUID

from events import POLICY_EVENTS, PolicyEvent, Reading, identify
from events.values import Value
from tracker.incoming import IncomingReport


class Proposal(Value):
    """An event as an extractor or an analyst proposes it.

    `fields` holds every field of the event class but `originator_id`, `originator_version` and `event_id`, as
    Python values or in the form in which events are stored.
    """

    topic: str
    fields: dict[str, Any]

    def event(self, report_id: UUID, version: int) -> PolicyEvent:
        """Make the event of it, at a place in the report's stream.

        Raises KeyError for an unknown topic, ValidationError for a field that the event class refuses.
        """
        kind = POLICY_EVENTS[self.topic]
        draft = kind(originator_id=report_id, originator_version=version, event_id=report_id, **self.fields)
        event_id = identify(report_id, self.topic, draft.model_dump(mode="json"))
        return draft.model_copy(update={"event_id": event_id})


class Account(Value):
    """How a reading was made, to be archived beside the text: `text` is the account (JSON), with every raw answer.

    `instructions` are what the models were told. With two readers, `corroborated` are the ids of the events that both
    proposed, `disputed` those of the others.
    """

    text: str
    instructions: tuple[str, ...] = ()
    corroborated: tuple[UUID, ...] = ()
    disputed: tuple[UUID, ...] = ()


class Accounted(list[Proposal]):
    """Proposals with the account of their reading, and the reasons why others were refused."""

    def __init__(
        self, proposals: Iterable[Proposal] = (), *, account: Account | None = None, refused: Iterable[str] = ()
    ) -> None:
        super().__init__(proposals)
        self.account = account
        self.refused = tuple(refused)


class Extractor(Protocol):
    """Reads reports into proposals. Every implementation says its name and version."""

    @property
    def reading(self) -> Reading:
        """Name and version, stored with every report that it read."""
        ...

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with its proposals, in the order of the reports."""
        ...
