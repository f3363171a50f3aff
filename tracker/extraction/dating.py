"""Dates: the expressions of a sentence that say when, in the order of how exact they are.

What each of them means against the day of publication and the tense is in `reckoning`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from events import When
from tracker.extraction.reckoning import MONTHS, NUMBERS, READERS, UNITS, WEEKDAYS

MONTH_NAMES = frozenset(MONTHS)

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_LAST_MONTH = rf"(?P<last_month>{_NAMES})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_LAST = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_ON = rf"(?:(?:{_WEEKDAY}),?\s+(?:the\s+)?)?"
_THEN = rf"(?:,?\s+{_YEAR})?"
_OF = r"(?:,?\s+(?:19|20)\d\d)?"
_FROM = rf"\b(?P<between>between\s+)?{_ON}"
_TO = r"\s*(?:[-–—]|(?:to|through|until|and)\b)\s*"
_PART = r"(?:(?:the\s+(?:end|beginning|start|middle)\s+of|early|late|mid)[\s-]*)?"
_COUNT = rf"(?P<number>{'|'.join(NUMBERS)}|\d{{1,3}})"
_ANY_UNIT = rf"(?P<unit>{'|'.join(UNITS)})s?"
_LONG = r"(?:days|weeks|months|years|decades|centuries)"
_TODAY = r"today|tonight|overnight|this morning|this afternoon|this evening"
_BEFORE = r"yesterday|last night|the previous day|the day before(?!\s+(?:yesterday|the|an?|his|her|its)\b)"
_WHICH = (
    r"earlier this|later this|this past|this coming|this|the past|the last|last|previous|the next|next|coming|"
    r"the end of (?:the|this|next)"
)
_BEFORE_YEAR = r"in|since|of|during|from|the|a|an|its|his|her|their|our|until|by|for|through|[’']s|s[’']"
_NO_YEAR = r"(?!\s*(?:%|,?\d|troops|people|soldiers|drones|dollars|euros|tons|tonnes|km|miles))"
_ALONE = r"(?!\s+(?:than|this|in)\b)(?<!before(?=\s+\w))"
_NEXT = r"(?:(?:the\s+)?(?:next|coming)\s+)?"
_PAUSE = r"(?=\s*(?:[,.;:)]|$|in\b|at\b|to\b|for\b|with\b|as\b|where\b))"

_SOME = r"(?:(?:few|several|couple of)\s+)?"
_MANY = r"(?P<unit>hour|day|week|month)s\b"
_SEASON = r"(?:spring|summer|autumn|fall|winter)\b"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-(?P<month_number>\d{{2}})-{_DAY}"),
    ("stretch", rf"{_FROM}{_MONTH}\s+{_DAY}{_OF}{_TO}{_LAST_MONTH}\s+{_LAST}{_THEN}"),
    ("stretch", rf"{_FROM}{_DAY}\s+{_MONTH}{_OF}{_TO}{_LAST}\s+{_LAST_MONTH}{_THEN}"),
    ("stretch", rf"{_FROM}{_MONTH}\s+{_DAY}\s*(?:[-–—]|(?:to|through|until)\b)\s*{_LAST}{_THEN}"),
    ("stretch", rf"{_FROM}{_MONTH}\s+{_DAY}\s+and\s+{_LAST}{_THEN}{_PAUSE}"),
    ("stretch", rf"{_FROM}{_DAY}{_TO}{_LAST}(?:\s+of)?\s+{_MONTH}{_THEN}"),
    ("weekdays", rf"\b(?P<weekday>{_WEEKDAY}){_TO}(?P<last_weekday>{_WEEKDAY})\b"),
    ("month_day", rf"\b{_ON}{_MONTH}\s+(?:the\s+)?{_DAY}{_THEN}"),
    ("month_day", rf"\b{_ON}{_DAY}(?:\s+of)?\s+{_MONTH}{_THEN}"),
    ("month_year", rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}"),
    ("month", rf"\b(?P<which>last|next|this|earlier this|later this)\s+{_MONTH}"),
    ("month", rf"\b(?:in|since|during|until|by|of|from|early|late|mid)[\s-]+{_PART}{_MONTH}(?!\s*\d)"),
    ("vague", rf"\b(?:over|in|during|for|throughout)\s+(?:the\s+)?(?:last|past|recent)\s+(?:\w+\s+){{0,3}}?{_LONG}\b"),
    ("vague", r"\b(?:in|during|since)\s+the\s+(?:late\s+|early\s+|mid-?)?(?:19|20)?\d0s\b"),
    ("vague", rf"\b(?:more than|over|nearly|almost|about|some|around)\s+{_COUNT}\s+\w+\s+ago\b"),
    ("ago", rf"\b{_COUNT}\s+{_ANY_UNIT}\s+(?P<way>ago|earlier|before|later)\b{_ALONE}"),
    ("vague", rf"\b(?:(?:many|several|some|(?:a\s+)?few|a couple of)\s+)?(?:{_LONG}|a decade)\s+ago\b"),
    ("ahead", rf"\b(?:in|within)\s+{_NEXT}{_COUNT}\s+(?P<unit>hour|day|week)s?\b(?!\s+of\b)"),
    ("ahead", rf"\b(?:in|within|over|during)\s+(?:the\s+)?(?:next|coming|following)\s+{_SOME}{_MANY}"),
    ("ahead", rf"\b(?:in|over|during)\s+the\s+{_MANY}\s+(?:ahead|to\s+come)\b"),
    ("today", rf"\b(?P<word>{_TODAY})\b"),
    ("yesterday", rf"\b(?P<word>{_BEFORE})\b"),
    ("tomorrow", r"\b(?P<word>tomorrow)\b"),
    ("midnight", r"\bat\s+(?P<word>midnight)\b(?!\s+(?:on|of)\b)"),
    ("weekday", rf"\b(?:(?P<which>last|next|this past|this coming|this|coming|previous)\s+)?(?P<weekday>{_WEEKDAY})\b"),
    ("unit", rf"\b(?P<which>{_WHICH})\s+(?P<unit>week|weekend|month|year)\b"),
    ("season", rf"\b(?:(?:earlier|later)\s+)?(?:(?:this|the)\s+(?:past|coming)|this|last|next)\s+{_SEASON}(?!\s+of\b)"),
    ("season", rf"\b(?:in|during|over|by|since)\s+(?:the\s+)?(?:(?:early|late)\s+)?{_SEASON}{_PAUSE}"),
    ("year", rf"(?:\b|(?<=\w))(?:(?:{_BEFORE_YEAR})\s+{_PART}|(?:early|late|mid)[\s-]){_YEAR}{_NO_YEAR}"),
)  # fmt: skip
_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PATTERNS)
_CORE = ("month", "month_number", "weekday", "word", "unit", "year", "day")
"""Which part of an expression holds it in the sentence: the words before it are prepositions and the like."""

_NAME_OR_VERB = frozenset({"may", "march", "mar", "jan", "sun"})


@dataclass(frozen=True)
class Dated:
    """A date expression: where it stands in the sentence, the place of its telling word, and which rule read it."""

    start: int
    end: int
    core: int
    rule: str
    groups: dict[str, str]

    @property
    def ahead(self) -> bool:
        """Whether it can only mean a time to come: "next month", "in the coming weeks"."""
        which = self.groups.get("which", "").lower()
        return self.rule in ("ahead", "tomorrow") or which.endswith(("next", "coming"))

    def when(self, published: date, *, future: bool) -> When | None:
        """The date that it means; None when its numbers are no date. `future` is the tense of the act."""
        try:
            return READERS[self.rule](self.groups, published, future)
        except ValueError:
            return None


_NAMED_AFTER = re.compile(r"\b(?:Act|Law|Code|Convention|Treaty|Accord|Accords|Charter)(?:,| of)? $")
"""What is named after its year or day: "the Accountability Act of 2012" dates nothing."""


def expressions(text: str) -> Iterator[Dated]:
    """Yield the date expressions of a sentence, left to right, without overlaps; more exact ones win."""
    taken: list[Dated] = []
    for rule, pattern in _RULES:
        for match in pattern.finditer(text):
            if "month" in match.groupdict() and match["month"].islower() and match["month"] in _NAME_OR_VERB:
                continue
            if _NAMED_AFTER.search(text, max(0, match.start() - 30), match.start()):
                continue
            if all(match.end() <= other.start or match.start() >= other.end for other in taken):
                groups = {key: value for key, value in match.groupdict().items() if value is not None}
                core = next((match.start(key) for key in _CORE if key in groups), match.start())
                taken.append(Dated(match.start(), match.end(), core, rule, groups))
    yield from sorted(taken, key=lambda found: found.start)
