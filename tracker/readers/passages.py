"""Long reports cut into passages at the ends of sentences, each beginning with the last sentences of the one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extraction.sentences import sentences

LONGEST = 6_000
"""Characters of a passage, unless one sentence alone is longer."""

OVERLAP = 600
"""At most so many characters of a passage are told again in the next one, so that no act is cut off from its pair."""


@dataclass(frozen=True)
class Passage:
    """Characters `start` to `end` (exclusive) of a report."""

    text: str
    start: int
    end: int


def passages(text: str, *, longest: int = LONGEST, overlap: int = OVERLAP) -> Iterator[Passage]:
    """Yield passages that together hold every sentence of a text; none is part of another.

    A sentence that is longer than a passage may be is cut where it must be.
    """
    spans = [span for one in sentences(text) for span in _fitting(one.start, one.start + len(one.text), longest)]
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest:
            last += 1
        start, end = spans[first][0], spans[last][1]
        yield Passage(text[start:end], start, end)
        if last + 1 == len(spans):
            return
        again = last + 1
        while again - 1 > first and end - spans[again - 1][0] <= overlap:
            again -= 1
        # What is told again must leave room for the sentence that comes next.
        while again <= last and spans[last + 1][1] - spans[again][0] > longest:
            again += 1
        first = again


def _fitting(start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    for piece in range(start, end, longest):
        yield piece, min(piece + longest, end)
