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
_ABOUT = (
    r"(?: (?:on|regarding|concerning|about|following|after|ahead|announcing|condemning|calling|commemorating|marking"
    r"|supporting|welcoming|urging|recogni[sz]ing|reaffirming) |$)"
)
"""What follows those who make a statement in its title: its matter."""
_SIGNED = (
    re.compile(rf"\bstatements? {_PUBLISHED} (?:\w+ )?by (?P<by>.+)", re.IGNORECASE),
    re.compile(
        rf"\bjoint (?:\w+ ){{0,3}}?{_DOCUMENT} (?:\w+ )?(?:by|between|of|from) (?P<by>.+?){_ABOUT}", re.IGNORECASE
    ),
)
_NAMED = r"(?:[A-Z][\w.’'–-]*|and|of|the|–)"
_HEADED = re.compile(
    rf"^(?P<by>{_NAMED}(?: {_NAMED})*?) (?:Joint|Leaders[’']?|Ministers[’']?) (?:[\w’']+ ){{0,2}}?(?i:{_DOCUMENT})\b"
)
""" "Norway-Sweden Joint Declaration", "G7 Leaders’ Statement": a title that begins with those who make it."""
_HYPHEN = re.compile(r"-(?=[A-Z])")
_READOUT = re.compile(r"\b(?:meet\w*|call|visit|readout|travel|trip|dialogue|consultations)\b", re.IGNORECASE)
_TALK = re.compile(r"\b(?:briefing|gaggle|remarks|interview|press|availability|transcript)\b", re.IGNORECASE)
_GROUPS = frozenset({"G7", "G20", "QUAD"})
"""Groups that are named before their members; the members speak."""


def opened(report: IncomingReport, gazetteer: Gazetteer) -> Context:
    """A fresh context for a report, knowing whom "we" means: its publisher, or all who sign a joint statement."""
    context = Context(published=report.published, publisher_polity=report.publisher_polity)
    we = _signatories(report, gazetteer)
    if not we:
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
    """The polities that a joint statement names as its authors, in its title or the line that introduces it.

    Where only a group of states is named ("G7 Leaders’ Statement"), the group speaks.
    """
    group: tuple[str, ...] = ()
    for number, line in enumerate((report.title, *report.text[:2500].split("\n")[:5])):
        for pattern in _SIGNED if number else (*_SIGNED, _HEADED):
            match = pattern.search(" ".join(line.split()))
            if match is None:
                continue
            codes = _named(match["by"], report, gazetteer, heads=pattern is _HEADED)
            if len(codes) > 1:
                return codes
            group = group or tuple(code for code in codes if code in _GROUPS and not number)
    return group


def _named(signed: str, report: IncomingReport, gazetteer: Gazetteer, *, heads: bool) -> tuple[str, ...]:
    """The polities in the words that say whose statement it is; of a group and its members the members.

    Where the words head a title, they begin with the first of them.
    """
    words = cut(_HYPHEN.sub(" - ", signed))
    found = list(mentions(words, gazetteer, day=report.published, introduced=set()))
    if heads and (not found or any(word.lower() != "the" for word in words[: found[0].start])):
        return ()
    codes = dict.fromkeys(code for mention in found for code in mention.codes)
    return tuple(code for code in codes if len(codes) < 3 or code not in _GROUPS)
