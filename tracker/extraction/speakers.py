"""Transcripts: who speaks, by the labels before each turn ("FOREIGN MINISTER LINDE: ..."), so that "I" means him."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.extraction.mentions import mentions
from tracker.extraction.sentences import Sentence
from tracker.gazetteer import Gazetteer, cut

_LABEL = re.compile(r"^(?:(?P<name>[A-Z][A-Z.’'\- ]{2,70}|Q):\s+|Q\s+(?=[A-Z“\"(—–]))")
_ASKING = frozenset({"Q", "QUESTION", "MODERATOR", "OPERATOR"})


@dataclass(frozen=True)
class Turn:
    """One turn of a transcript: the polities for which the speaker speaks, none where he is not known.

    A turn that `asks` belongs to a journalist: nothing in it is stated.
    """

    codes: tuple[str, ...]
    asks: bool = False


def spoken(sentence: Sentence) -> Sentence:
    """The sentence without the label before it."""
    label = _LABEL.match(sentence.text)
    if label is None:
        return sentence
    return Sentence(text=sentence.text[label.end() :], start=sentence.start + label.end())


def turn(sentence: str, gazetteer: Gazetteer, *, day: date, introduced: set[str]) -> Turn | None:
    """The turn that a sentence begins; None when it has no label."""
    label = _LABEL.match(sentence)
    if label is None:
        return None
    name = label["name"]
    if name is None or name in _ASKING:
        return Turn((), asks=True)
    found = mentions(cut(name.title()), gazetteer, day=day, introduced=introduced)
    return Turn(tuple(dict.fromkeys(code for mention in found for code in mention.codes)))
