"""Value objects that events are made of."""

import calendar
import re
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from events.polity import Polity
from events.vocabulary import Confidence, Likelihood, Precision, Predicate, Stance


class Value(BaseModel):
    """Base of all values: frozen, equal by content, no unknown fields.

    `SECTIONS` are the fields of an answer whose items are records of their own where it is written record by record.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(frozen=True, defer_build=True, extra="forbid")


class When(Value):
    """When an act happened or will: an interval of days, and how exactly the report says so.

    `start` and `end` are inclusive. An unknown date has no start; its end, when given, is the latest possible day.
    A month or year may have a narrower interval than the calendar's ("this March", published on the 17th).
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.UNKNOWN

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.precision is Precision.UNKNOWN:
            if self.start is not None:
                raise ValueError("a date of unknown precision has no start")
            return self
        if self.start is None or self.end is None:
            raise ValueError(f"a date with precision {self.precision.value!r} needs start and end")
        if self.start > self.end:
            raise ValueError(f"start {self.start} is after end {self.end}")
        if self.precision is Precision.DAY and self.start != self.end:
            raise ValueError(f"a day has one date, not {self.start} to {self.end}")
        return self

    @classmethod
    def day(cls, day: date) -> Self:
        """One calendar day."""
        return cls(start=day, end=day, precision=Precision.DAY)

    @classmethod
    def range(cls, start: date, end: date) -> Self:
        """Some time between two days; one day when they are the same."""
        return cls.day(start) if start == end else cls(start=start, end=end, precision=Precision.RANGE)

    @classmethod
    def days(cls, first: date, last: date) -> Self:
        """All days from the first to the last; one day when they are the same."""
        return cls.day(first) if first == last else cls(start=first, end=last, precision=Precision.DAYS)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Some day of a month."""
        last = calendar.monthrange(year, month)[1]
        return cls(start=date(year, month, 1), end=date(year, month, last), precision=Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> Self:
        """Some day of a year."""
        return cls(start=date(year, 1, 1), end=date(year, 12, 31), precision=Precision.YEAR)

    @classmethod
    def unknown(cls, *, latest: date | None = None) -> Self:
        """No date; at most the latest possible day."""
        return cls(end=latest)

    @classmethod
    def parse(cls, text: str | None, *, latest: date | None = None) -> Self:
        """Read `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or `START/END` (days); None or "" is unknown.

        Raises ValueError for anything else.
        """
        if not text:
            return cls.unknown(latest=latest)
        if "/" in text:
            start, _, end = text.partition("/")
            return cls.range(date.fromisoformat(start), date.fromisoformat(end))
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
        if match is None:
            raise ValueError(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101  the pattern requires it; tells the type checker
        if month is None:
            return cls.year(year)
        try:
            return cls.day(date(year, month, day)) if day is not None else cls.month(year, month)
        except (ValueError, calendar.IllegalMonthError) as error:
            raise ValueError(f"{text!r} is no date: {error}") from error

    def until(self, latest: date) -> Self:
        """The same date for an act that is over: no day of it lies after `latest`, if any lies before."""
        if self.precision is Precision.UNKNOWN:
            end = latest if self.end is None else min(self.end, latest)
            return self.model_copy(update={"end": end})
        if self.start is None or self.end is None or self.end <= latest or self.start > latest:
            return self
        return self.model_copy(update={"end": latest})

    @property
    def iso(self) -> str | None:
        """The date as the codebook has it: `2022-03-18`, `2022-03`, `2022`, or None.

        What lasted several days is written as its first day; some time between two days as the month or year that
        holds both.
        """
        if self.start is None or self.end is None:
            return None
        first, last = self.start.isoformat(), self.end.isoformat()
        if self.precision in (Precision.DAY, Precision.DAYS):
            return first
        if first[:4] != last[:4]:
            return None
        return first[:4] if self.precision is Precision.YEAR or first[:7] != last[:7] else first[:7]

    @property
    def written(self) -> str | None:
        """The date as answers give it: that of the codebook, but some time that no month holds as its two days.

        `2022-03-30/2022-04-02`, which `parse` reads.
        """
        if self.precision is not Precision.RANGE or self.start is None or self.end is None:
            return self.iso
        first, last = self.start.isoformat(), self.end.isoformat()
        return first[:7] if first[:7] == last[:7] else f"{first}/{last}"

    def compatible(self, other: "When") -> bool:
        """Whether both can be the same day. An unknown date is compatible with any up to its latest day."""
        if self.start is not None and other.end is not None and self.start > other.end:
            return False
        return not (other.start is not None and self.end is not None and other.start > self.end)


class Evidence(Value):
    """The words of the report that prove an event, and where they stand.

    `start` and `end` are character offsets into the archived text, half open: `text[start:end] == quote`.
    """

    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)

    @model_validator(mode="after")
    def _spans(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"span {self.start}-{self.end} does not have the length of the quote {self.quote!r}")
        return self

    @classmethod
    def find(cls, quote: str, text: str) -> Self:
        """Locate a quote in a text; raise ValueError when it is not there."""
        start = text.find(quote) if quote else -1
        if start < 0:
            raise ValueError(f"the report does not contain the quote {quote!r}")
        return cls(quote=quote, start=start, end=start + len(quote))

    def stands_in(self, text: str) -> bool:
        """Whether the quote stands at its span of the text, character for character."""
        return text[self.start : self.end] == self.quote


class EvidenceMoved(Value):
    """Where the words of an event stand in a newer version of the report's text."""

    event_id: UUID
    evidence: Evidence


class Coding(Value):
    """What made an event of the words: a rule (or `manual`), and the words that it was triggered by."""

    rule: str = Field(min_length=1)
    trigger: str = ""
    score: float | None = Field(default=None, ge=0, le=1)


class Attribution(Value):
    """One link of who says that: "according to the press secretary"."""

    speaker: str = Field(min_length=1)
    polity: Polity | None = None


class Participant(Value):
    """Somebody who takes part in a meeting."""

    name: str = Field(min_length=1)
    polity: Polity | None = None
    office: str | None = None


class Designee(Value):
    """A person, firm or vessel that a measure names."""

    name: str = Field(min_length=1)
    polity: Polity | None = None


class Amount(Value):
    """A sum of money: value in units of the currency (ISO 4217)."""

    value: float = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Proposition(Value):
    """What an assessment says of its subject: predicate, object polity, and the words."""

    predicate: Predicate
    object: Polity | None = None
    content: str | None = None


class Judgement(Value):
    """A proposition and what the holder makes of it."""

    proposition: Proposition
    stance: Stance
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
