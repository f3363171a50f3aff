"""Given actors: the frames of a sentence in which somebody has already marked who acts and on whom.

The spans take the place of the gazetteer's mentions; parsing, frames, reality and drafts are those of every report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Token

from tracker.extraction.actors import Actors
from tracker.extraction.context import Context
from tracker.extraction.coreference import settle
from tracker.extraction.drafting import Draft, drafts
from tracker.extraction.headlines import Headlines
from tracker.extraction.judging import Judged, judge_frames
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.mentions import Mention, Mentioned
from tracker.extraction.modality import Reality, reality
from tracker.extraction.parsing import parser
from tracker.extraction.trace import Trace
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


class Near(NamedTuple):
    """A trigger of which a party was missing: the entry that would have made a frame, and how real the act is."""

    trigger: Token
    rule: str
    type: str
    reality: Reality


class GivenActs(NamedTuple):
    """What the rules find in such a sentence.

    The parse, the mentions, each frame with the drafts made of it, and the triggers that lacked a party.
    """

    doc: Doc
    mentions: tuple[Mention, ...]
    acts: list[tuple[Judged, list[Draft]]]
    near: list[Near]


_LACKING = ("no second polity", "fewer than two", "no polity acts", "its target is a group")
"""Why a trigger made no frame where only a party was missing, or one that given actors may be."""


class _Misses(Trace):
    """Keeps the triggers of which only a party was missing."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[tuple[Token, str]] = []

    def missed(self, token: Token, rule: str, why: str) -> None:
        if why.startswith(_LACKING):
            self.tokens.append((token, rule))


def acts_between(given: Iterable[GivenSentence], words: Lexicon) -> Iterator[GivenActs]:
    """Yield for each sentence the parse, the two mentions, and what is told between them."""
    nlp = parser()
    types = {entry.id: entry.type for group in (words.verbs, words.nouns) for rows in group.values() for entry in rows}
    docs = [(nlp.make_doc(one.text), one) for one in given]
    marked = [(doc, _mentions(doc, one)) for doc, one in docs]
    parsed = nlp.pipe((doc for doc, _ in marked), batch_size=_SENTENCES_AT_ONCE)
    found = [mentions for _, mentions in marked]
    for doc, mentions in zip(
        Headlines(words).reread((*pair, ()) for pair in zip(parsed, found, strict=True)), found, strict=True
    ):
        misses = _Misses()
        # The target has been spoken of, the source as well: whoever answers the one answers the other.
        context = Context(published=_DAY, actors=[(SOURCE,), (TARGET,)], trace=misses)
        actors = Actors(Mentioned(doc, mentions), context, words)
        settle(doc, actors, context)
        judged = judge_frames(doc, actors, words)
        acts = [(one, list(drafts(one.frame, one.reality, actors, context))) for one in judged]
        near = [
            Near(token, rule, kind, reality(token, words.operators))
            for token, rule in misses.tokens
            if (kind := types.get(rule)) is not None
        ]
        yield GivenActs(doc, mentions, acts, near)


def _mentions(doc: Doc, given: GivenSentence) -> tuple[Mention, ...]:
    marked = ((given.source, SOURCE), (given.target, TARGET))
    spans = [(doc.char_span(*span, alignment_mode="expand"), code) for span, code in marked]
    return tuple(Mention(span.start, span.end, (code,), Kind.NAME) for span, code in spans if span is not None)
