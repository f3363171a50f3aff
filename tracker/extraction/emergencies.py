"""National emergencies: the notices and messages by which a President declares, expands and continues them.

Each emergency carries a programme of sanctions. Its country stands in the title ("… with Respect to Mali"); the text
tells when it was declared and expanded, and continues it.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from events import When
from events.vocabulary import Measure, MeasureAction
from tracker.extraction.actors import Codes
from tracker.extraction.context import Context
from tracker.extraction.dating import Dated, expressions
from tracker.extraction.fillers import Fillers
from tracker.extraction.frame import Frame
from tracker.extraction.measures import measure_words
from tracker.extraction.mentions import mentions
from tracker.gazetteer import Gazetteer, cut

_TITLE = re.compile(
    r"\bNational\s+Emergency,?\s+(?:With\s+Respect\s+to|Relating\s+to|Regarding)\s+(?P<whom>.+)", re.IGNORECASE
)
_RENEWED = re.compile(
    r"\b(?P<act>continu|extend|renew)(?:e|es|s|ing)?(?:\s+for\s+\w+\s+years?,?)?\s+the\s+national\s+emergency\b"
)
_ACT = re.compile(r"\b(?P<act>declare|expande?|amende?|revoke|terminate|modifie|modify|issue|take|step|renewal)\w*")
_TOLD = {"declare": MeasureAction.IMPOSED, "expand": MeasureAction.EXPANDED, "expande": MeasureAction.EXPANDED}
_BEFORE_DATE = re.compile(r"\b(?:of|on)\s+$", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:Executive|Presidential)\s+(?P<order>Order|Proclamation)\s+\d+\s+(?:of|on)\s+$")
_FRONTED = re.compile(r"^\W*(?:\w+, )?on\s+$", re.IGNORECASE)


def programme(title: str, gazetteer: Gazetteer, *, context: Context) -> Codes:
    """The polities that the sanctions of the emergency in a title are directed at."""
    match = _TITLE.search(title)
    if match is None or not context.official:
        return ()
    named = mentions(cut(match["whom"]), gazetteer, day=context.published, introduced=set())
    targets = measure_words().programme_target
    codes = dict.fromkeys(targets.get(code, code) for mention in named for code in mention.codes)
    return tuple(code for code in codes if code not in context.we)[:1]


def emergency_frames(doc: Doc, fillers: Fillers) -> Iterator[Frame]:
    """Yield what a sentence tells of the emergency that the report is about: continued now, declared, expanded."""
    context = fillers.actors.context
    if not context.programme or "emergency" not in doc.text:
        return
    renewed = _RENEWED.search(doc.text)
    if renewed is not None:
        yield _frame(_at(doc, renewed.start()), MeasureAction.EXTENDED, None, context)
    anchors: set[int] = set()
    for said in expressions(doc.text):
        when = said.when(context.published, future=False) if said.rule == "month_day" else None
        act = _act_of(doc.text, said)
        if act is None or when is None or when.start is None or when.start >= context.published:
            continue
        anchor = _at(doc, act.start())
        order = _ORDER.search(doc.text[: said.start])
        if (
            anchor.i in anchors and order is not None
        ):  # "expanded in Executive Order 1 of March 16 and Executive Order 2"
            anchor = _at(doc, order.start("order"))
        anchors.add(anchor.i)
        yield _frame(anchor, _TOLD[act["act"]], when, context)


def _act_of(text: str, said: Dated) -> re.Match[str] | None:
    """The verb that a date in a sentence belongs to: the next one after a date in front, else the last one before."""
    before = text[: said.start]
    if _BEFORE_DATE.search(before) is None:
        return None
    if _FRONTED.search(before) is not None:
        act = _ACT.search(text, said.end)
    else:
        act = next(reversed(list(_ACT.finditer(before))), None)
    return act if act is not None and act["act"] in _TOLD else None


def _at(doc: Doc, place: int) -> Token:
    return next(token for token in reversed(doc) if token.idx <= place)


def _frame(anchor: Token, action: MeasureAction, on: When | None, context: Context) -> Frame:
    return Frame(
        "SanctionsImposed",
        "national-emergency",
        (anchor,),
        anchor,
        context.we,
        context.programme,
        presupposed=on is not None,
        performed=True,
        on=on,
        extra={"measure": Measure.OTHER, "action": action},
    )
