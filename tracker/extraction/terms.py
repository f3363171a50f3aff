"""Terms of a measure: from when it holds and until when, as its sentence says. Days are the report's own."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from events import When
from events.vocabulary import MeasureAction, Precision
from tracker.extraction.dating import Dated, expressions
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said_span
from tracker.extraction.reckoning import NUMBERS

_HOUR = (
    r"(?:[\s,]*\b(?:as of|from|on|at|in|starting|beginning|midnight|noon|\d{1,2}(?::\d\d)?|[ap]\.?m\.?|eastern|"
    r"central|pacific|standard|daylight|local|time|utc|gmt|e[sd]?t)(?=[\s,.]|$)[.,]?)*\s*$"
)
_FROM = re.compile(
    r"\b(?:effective|tak(?:es?|ing) effect|took effect|(?:enter|com|go)(?:s|es?|ing|ed)? into (?:force|effect)|"
    r"(?:came|went) into (?:force|effect)|in (?:force|effect) (?:as of|from|since)|start(?:s|ing)?|begin(?:s|ning)?|"
    rf"as of|from){_HOUR}",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:until|till|through|expir(?:es?|ing|ed)|expiry (?:date )?(?:of|on)|laps(?:es?|ing|ed)){_HOUR}",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"\b(?:effective immediately|immediately effective|with immediate effect|(?:takes?|taking) effect immediately)\b",
    re.IGNORECASE,
)
_UNITS = frozenset({"day", "week", "month", "year"})
_ANEW = frozenset({MeasureAction.EXTENDED, MeasureAction.EXPANDED})
"""Actions after which a time is counted from an end that the sentence does not say."""


def terms(frame: Frame, published: date) -> dict[str, When]:
    """`effective` and `expiry` of the measure of a frame, each where the sentence says it.

    A time ("for 90 days") is counted from the day from which the measure holds, or else from that of the report.
    """
    text = _about(frame)
    found: dict[str, When] = {}
    if _AT_ONCE.search(text):
        found["effective"] = When.day(published)
    for said in expressions(text):
        for field, when in _terms_of(text, said, published):
            found.setdefault(field, when)
    end = _after(frame, found.get("effective"), published) if "expiry" not in found else None
    return {**found, "expiry": end} if end is not None else found


def _about(frame: Frame) -> str:
    """The words that may hold the terms: of a measure that is only mentioned its own phrase, else the sentence."""
    doc, anchor = frame.anchor.doc, frame.anchor
    if frame.presupposed:
        return said_span(doc, anchor.left_edge.i, anchor.right_edge.i + 1).text
    return said_span(doc, 0, len(doc)).text


def _terms_of(text: str, said: Dated, published: date) -> Iterator[tuple[str, When]]:
    before = text[: said.start]
    begins, ends = _FROM.search(before), _UNTIL.search(before)
    if begins is None and ends is None:
        return
    past = before[begins.start() :].lower().startswith(("took", "came", "went", "in ")) if begins is not None else False
    when = said.when(published, future=not past)
    if when is None:
        return
    if begins is not None and when.precision is Precision.DAYS and when.start and when.end:
        yield "effective", When.day(when.start)
        yield "expiry", When.day(when.end)
    else:
        yield ("effective" if begins is not None else "expiry"), when


def _after(frame: Frame, effective: When | None, published: date) -> When | None:
    """The last day of a measure that is taken for so long: "suspended the tariffs for 90 days"."""
    if frame.presupposed or frame.extra.get("action") in _ANEW:
        return None
    time = next(_times(frame), None)
    start = effective.start if effective is not None and effective.precision is Precision.DAY else published
    if time is None or start is None or (effective is not None and effective.precision is not Precision.DAY):
        return None
    number, unit = time
    if unit in ("day", "week"):
        return When.day(start + timedelta(days=number * (7 if unit == "week" else 1)))
    return When.day(_months_on(start, number * (12 if unit == "year" else 1)))


def _times(frame: Frame) -> Iterator[tuple[int, str]]:
    """How long, where that depends on the words of the act: the number and the unit."""
    for word in (frame.anchor, *frame.trigger):
        for preposition in word.children:
            if preposition.lower_ == "for" and preposition.dep_ == "prep":
                for noun in preposition.children:
                    number = _number(noun)
                    if noun.lemma_.lower() in _UNITS and number is not None:
                        yield number, noun.lemma_.lower()


def _number(noun: Token) -> int | None:
    if any(child.lower_ == "of" for child in noun.children):
        return None  # "for two years of repression"
    words = [child for child in noun.children if child.dep_ in ("nummod", "det")]
    if len(words) != 1 or any(child.dep_ in ("quantmod", "advmod") for child in words[0].children):
        return None  # "up to 90 days", "more than a year"
    said = words[0].lower_
    return int(said) if said.isdigit() else NUMBERS.get(said)


def _months_on(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
