"""The opening of a report: who speaks in it, read from its publisher, title and first lines."""

import re

from tracker.extraction.context import Context
from tracker.extraction.emergencies import programme
from tracker.extraction.journeys import journey
from tracker.extraction.mentions import mentions
from tracker.gazetteer import Gazetteer, cut
from tracker.incoming import IncomingReport

_PUBLISHED = r"(?:was|were|is|has been) (?:also )?(?:released|issued|made|agreed|published)"
_DOCUMENT = r"(?:statement|communiqu[ée]|declaration|readout|press release)"
_SIGNED = (
    re.compile(rf"\bstatements? {_PUBLISHED} (?:\w+ )?by (?P<by>.+)", re.IGNORECASE),
    re.compile(
        rf"\bjoint (?:\w+ ){{0,3}}?{_DOCUMENT} (?:\w+ )?(?:by|between|of|from) (?P<by>.+?)"
        r"(?: on | regarding | concerning | about |$)",
        re.IGNORECASE,
    ),
)
_READOUT = re.compile(r"\b(?:meet\w*|call|visit|readout|travel|trip|dialogue|consultations)\b", re.IGNORECASE)
_TALK = re.compile(r"\b(?:briefing|gaggle|remarks|interview|press|availability|transcript)\b", re.IGNORECASE)
_GROUPS = frozenset({"G7", "G20", "QUAD"})
"""Groups that are named before their members; the members speak."""


def opened(report: IncomingReport, gazetteer: Gazetteer) -> Context:
    """A fresh context for a report, knowing whom "we" means: its publisher, or all who sign a joint statement."""
    context = Context(published=report.published, publisher_polity=report.publisher_polity)
    we = _signatories(report, gazetteer)
    if len(we) < 2:
        we = (report.publisher_polity,) if report.publisher_polity else ()
    context.we = we
    context.thing = report.publisher_polity
    context.note_group(we)
    context.talk = bool(_TALK.search(report.title))
    if context.official:
        context.journey = journey(report.text, report.published)
        context.readout = bool(_READOUT.search(report.title)) and not _TALK.search(report.title)
        context.programme = programme(report.title, gazetteer, context=context)
    return context


def _signatories(report: IncomingReport, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The polities that a joint statement names as its authors, in its title or the line that introduces it."""
    for line in (report.title, *report.text[:2500].split("\n")[:5]):
        for pattern in _SIGNED:
            match = pattern.search(line)
            if match is None:
                continue
            named = mentions(cut(match["by"]), gazetteer, day=report.published, introduced=set())
            codes = dict.fromkeys(code for mention in named for code in mention.codes)
            if len(codes) > 2:
                codes = dict.fromkeys(code for code in codes if code not in _GROUPS)
            if len(codes) > 1:
                return tuple(codes)
    return ()
