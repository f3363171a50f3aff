"""What somebody may have meant who typed a word that is not known."""

from collections.abc import Iterable

_LIKE = 65
"""Points of rapidfuzz's ratio (0 to 100) that a word needs to be offered."""

_AS_NEAR = 12
"""So many points below the nearest one are as near."""

_MOST = 3


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are most like a word, whatever its case, the nearest first; none where none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  45 ms, and only a wrong word needs it

    found = process.extract(
        word, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_LIKE, limit=_MOST
    )
    best = found[0][1] if found else 0
    return [name for name, score, _ in found if score >= best - _AS_NEAR]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question for who typed it, `did you mean A or B?`; empty where nothing is near."""
    near = nearest(word, known)
    return f"did you mean {' or '.join(near)}?" if near else ""
