"""Acts that an official report lists without a verb: "Imposition of visa restrictions on six officials".

Who publishes the list does what stands in it. So the parser is given a sentence of "we" in as many words: "We imposed
visa restrictions on six officials", "We now impose …" for "Action to impose …".
"""

from collections.abc import Sequence
from itertools import takewhile

from tracker.extraction.mentions import Mention

_DONE = {
    "designation": "designated",
    "designations": "designated",
    "expulsion": "expelled",
    "imposition": "imposed",
    "revocation": "revoked",
}
"""Acts that a state lists as its own; a "suspension" or "release" may as well be somebody else's."""

_REACH = 6
"""How many words after "by" may name who did it."""


def as_sentence(tokens: Sequence[str]) -> tuple[list[str], int] | None:
    """The words with the listed act as a verb, and which of them that is; None where none is listed."""
    first = sum(1 for _ in takewhile(lambda token: not token[0].isalnum(), tokens))
    head, joined = (token.lower() for token in (*tokens[first : first + 2], "", "")[:2])
    words = list(tokens)
    if joined == "of" and head in _DONE:
        words[first : first + 2] = "We", _DONE[head]
        return words, first + 1
    if joined == "to" and head in ("action", "actions"):
        words[first : first + 2] = "We", "now"
        return words, first + 2
    return None


def by_others(tokens: Sequence[str], found: Sequence[Mention], we: Sequence[str]) -> bool:
    """Whether the words say that somebody else did it: "Designation of the group by Canada"."""
    places = [place for place, token in enumerate(tokens) if token.lower() == "by"]
    return any(
        0 < mention.start - place <= _REACH and not set(mention.codes) & set(we)
        for mention in found
        for place in places
    )
