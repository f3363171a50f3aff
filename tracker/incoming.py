"""A report as it was read from a file, before it is in the log."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from events import Polity, identify_report
from events.values import Value

UNNAMED_PUBLISHER = "unnamed"
"""The publisher of a report that does not say who published it."""


class IncomingReport(Value):
    """One article, release or note: who published what, when, where.

    `label` says where it came from, for messages ("seeds.jsonl:1"); `id` is its own id in that file, if it has one.
    `language` is that of the text (ISO 639-1), where it is sure; `remarks` are what a person should know of how it was
    read, each a line that names it.
    """

    label: str
    id: str | None = None
    url: str | None = None
    publisher: str = Field(min_length=1)
    publisher_polity: Polity | None = None
    title: str = ""
    published: date
    published_at: AwareDatetime | None = None
    seen: AwareDatetime | None = None
    text: str = Field(min_length=1)
    language: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def report_id(self) -> UUID:
        """The id of its stream: from its address, or from its text when it has none."""
        return identify_report(url=self.url, text=self.text)
