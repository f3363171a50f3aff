"""Given actors: the frames of a sentence in which somebody has already marked who acts and on whom.

The spans take the place of the gazetteer's mentions; parsing, frames, reality and drafts are those of every report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from tracker.extraction.actors import Actors
from tracker.extraction.context import Context
from tracker.extraction.coreference import settle
from tracker.extraction.drafting import Draft, drafts
from tracker.extraction.headlines import Headlines
from tracker.extraction.judging import Judged, judge_frames
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.mentions import Mention, Mentioned
from tracker.extraction.parsing import parser
from tracker.gazetteer import Kind

SOURCE, TARGET = "ATA", "BVT"
"""The codes that stand for the two: two polities of which no report tells an act."""

_DAY = date(2000, 1, 1)
_SENTENCES_AT_ONCE = 64


@dataclass(frozen=True)
class GivenSentence:
    """A sentence with its two actors as spans of characters: start, and end (exclusive)."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]


class GivenActs(NamedTuple):
    """What the rules find in such a sentence: the parse, the mentions, and each frame with the drafts made of it."""

    doc: Doc
    mentions: tuple[Mention, ...]
    acts: list[tuple[Judged, list[Draft]]]


def acts_between(given: Iterable[GivenSentence], words: Lexicon) -> Iterator[GivenActs]:
    """Yield for each sentence the parse, the two mentions, and what is told between them."""
    nlp = parser()
    docs = [(nlp.make_doc(one.text), one) for one in given]
    marked = [(doc, _mentions(doc, one)) for doc, one in docs]
    parsed = nlp.pipe((doc for doc, _ in marked), batch_size=_SENTENCES_AT_ONCE)
    found = [mentions for _, mentions in marked]
    for doc, mentions in zip(Headlines(words).reread(zip(parsed, found, strict=True)), found, strict=True):
        context = Context(published=_DAY)
        actors = Actors(Mentioned(doc, mentions), context, words)
        settle(doc, actors, context)
        judged = judge_frames(doc, actors, words)
        acts = [(one, list(drafts(one.frame, one.reality, actors, context))) for one in judged]
        yield GivenActs(doc, mentions, acts)


def _mentions(doc: Doc, given: GivenSentence) -> tuple[Mention, ...]:
    marked = ((given.source, SOURCE), (given.target, TARGET))
    spans = [(doc.char_span(*span, alignment_mode="expand"), code) for span, code in marked]
    return tuple(Mention(span.start, span.end, (code,), Kind.NAME) for span, code in spans if span is not None)
