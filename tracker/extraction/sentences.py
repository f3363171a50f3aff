"""Cut a text into sentences by rule, before anything is parsed, so that a sentence without an act costs nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|[Mm]r|[Mm]rs|[Mm]s|[Dd]r|St|[Gg]en|[Ll]t|[Cc]ol|[Cc]apt|[Ss]gt|[Ss]en|[Rr]ep|[Gg]ov|[Pp]rof|[Jj]r|[Ss]r|"
    r"[Nn]o|[Nn]os|vs|Co|Corp|Inc|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sec|Art|approx|a\.m|p\.m|e\.g|i\.e|"
    r"[A-Z]\.[A-Z]|[A-Z]\.[A-Z]\.[A-Z])\.)$"
)
_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s)|\n+")
_NO_WORD = re.compile(r"\S{300,}")
"""What no language has as a word: a line of signs, an address, a picture in letters."""


@dataclass(frozen=True)
class Sentence:
    """A sentence and the offset of its first character in the report's text."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order; line breaks end a sentence, abbreviations do not."""
    start = 0
    for match in _END.finditer(text):
        if not _ends(text, start, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def legible(text: str) -> str:
    """A text with blanks for what cannot be words, as long as it was.

    The parser takes signs off both ends of a word one by one: 20,000 brackets in a row take a minute, 40,000 four.
    """
    return _NO_WORD.sub(lambda found: " " * len(found.group()), text)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the punctuation that was found ends the sentence that began at `start`."""
    if match.group().startswith("\n"):
        return True
    following = text[match.end() : match.end() + 2].strip()
    if following[:1].islower():
        return False
    if match.group() != ".":
        return True
    before = text[max(start, match.start() - 12) : match.end()]
    initials = re.search(r"\b(?:[A-Z]\.){2,}$", before)
    if initials:  # "in the U.S. The" ends; "the U.S. Treasury" does not
        return bool(
            re.match(
                r"\s+(?:The|A|An|In|On|It|He|She|They|But|This|That|We|Our)\b", text[match.end() : match.end() + 8]
            )
        )
    return _ABBREVIATION.search(before) is None


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        offset = start + len(piece) - len(piece.lstrip())
        yield Sentence(text=stripped, start=offset)
