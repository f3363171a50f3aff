"""What a report gives grounds for: which polities it names, which dates its words can mean, where it speaks to us.

A quote that stands in the report proves words. That they are about these polities and this date must rest on the
report as well, and not on what a model knows of the world or was told by the report to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from events import Evidence, When
from events.vocabulary import Precision
from tracker.extraction.dating import expressions
from tracker.extraction.mentions import mentions
from tracker.extraction.sentences import sentences
from tracker.gazetteer import Gazetteer, cut
from tracker.incoming import IncomingReport

_DAYS = {Precision.DAY: 7, Precision.RANGE: 31, Precision.MONTH: 31, Precision.YEAR: 366}
"""How many days the words for a date may leave open, by how exactly the model gives it: a week for a day."""

_NEWS = timedelta(days=1)
"""News comes out on the day of the act, the day after it, or before midnight somewhere else."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_TO_A_READER = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}
        \b(?:instructions?|prompts?|rules|codebook|guidelines?|directions|previous|prior|above)\b
    | \b(?:system|developer)\s+(?:prompt|message|instruction)
    | \b(?:new|updated|further|special|important|additional|following)\s+instructions?\s+(?:for|to)\s+
        (?:you\b|(?:(?:the|any|all|every)\s+)?(?:ai|model|assistant|reader|extractor|coder|system|parser|machine)\b)
    | \b(?:you\s+are|act\s+as|pretend\s+to\s+be|behave\s+as)\b[^.!?\n]{0,20}
        \b(?:ai|assistant|language\s+model|chatbot|extractor|coder|annotator|administrator|developer\s+mode)\b
    | \b(?:ai|language\s+model|llm|extractor|annotator|coder|chatbot|gpt|machine\s+reader
           |assistant(?!s?\s+(?:secretary|director|minister|attorney|administrator|professor|chief)))s?\b[^.!?\n]{0,40}
        \b(?:must|should|shall|will\s+now|needs?\s+to|is\s+to|are\s+to|please|has\s+to|have\s+to)\b
    | \b(?:attention|note|message|reminder|instructions?|dear|attn)\b[\s:,]{1,3}(?:(?:to|for)\s+)?
        (?:(?:the|any|all)\s+)?(?:ai|language\s+model|llm|assistant|extractor|annotator|coder|machine|automated|bots?)\b
    | \b(?:record|code|add|output|return|emit|extract|log|insert|append|register|report)\b[^.!?\n]{0,40}
        \b(?:events?|json|ledger|tracker|codings?|schema)\b
    | \b(?:type|source|target|modality|events|quote)["']\s*:
    | </?(?:system|user|assistant|report|instructions?|human|tool)[^>\n]{0,30}> | \[/?INST\] | <\|[a-z_]+\|>
    | ^\s*(?:system|assistant|user|human|ai|instructions?)\s*[:>]
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
"""Words by which a text speaks to whoever codes it, and not of the world."""


@dataclass(frozen=True)
class Grounds:
    """One report, asked what it gives grounds for."""

    report: IncomingReport
    gazetteer: Gazetteer

    @cached_property
    def polities(self) -> frozenset[str]:
        """All polities that its text or title names in any way, its publisher's, and the members of groups it names."""
        report = self.report
        named = {report.publisher_polity} if report.publisher_polity else set[str]()
        introduced: set[str] = set()
        for line in (report.title, *(sentence.text for sentence in sentences(report.text))):
            found = mentions(cut(line), self.gazetteer, day=report.published, introduced=introduced)
            named.update(code for mention in found for code in mention.codes)
        return frozenset(named)

    @cached_property
    def dates(self) -> tuple[When, ...]:
        """All dates that its words can mean, and the days around its publication."""
        return tuple(self._dates())

    def _dates(self) -> Iterator[When]:
        day = self.report.published
        yield When.range(day - _NEWS, day + _NEWS)
        words = f"{self.report.title}\n{self.report.text}"
        for expression in expressions(words):
            for future in (False, True):
                when = expression.when(day, future=future)
                if when is not None and when.start is not None:
                    yield when
        yield from (When.year(int(year)) for year in dict.fromkeys(_YEAR.findall(words)))

    def allow(self, when: When) -> bool:
        """Whether the words of the report can mean this date; an unknown date needs none."""
        if when.start is None:
            return True
        most = timedelta(days=_DAYS[when.precision])
        return any(
            one.start is not None and one.end is not None and one.end - one.start < most and when.compatible(one)
            for one in self.dates
        )

    @cached_property
    def _addressed(self) -> tuple[tuple[int, int], ...]:
        """The paragraphs in which the report speaks to whoever codes it, as spans."""
        paragraphs = re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*", self.report.text)
        return tuple(one.span() for one in paragraphs if _TO_A_READER.search(one.group()))

    def instructs(self, evidence: Evidence) -> bool:
        """Whether the words stand in a paragraph that speaks to the reader: that is no report of an act."""
        return any(evidence.start < end and start < evidence.end for start, end in self._addressed)
