"""How reliable a publisher is held to be, as an analyst says."""

import unicodedata
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field

from events.base import DomainEvent
from events.vocabulary import Reliability


class PublisherGraded(DomainEvent):
    """An analyst grades a publisher; of several grades the last counts from when it is recorded.

    It stands in a stream of the publisher's own. `publisher` is the name as it was given; names that differ only in
    case, blanks or forms of letters are one publisher (see `publisher_key`).
    """

    TOPIC: ClassVar[str] = "PublisherGraded"

    publisher: str = Field(min_length=1)
    reliability: Reliability
    because: str = Field(min_length=1)
    by: str = Field(min_length=1)


def publisher_key(name: str) -> str:
    """What the names of one publisher have in common: letters in one case and form, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def identify_publisher(name: str) -> UUID:
    """The id of the stream in which a publisher is graded."""
    return uuid5(NAMESPACE_URL, f"publisher:{publisher_key(name)}")
