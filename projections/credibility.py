"""How credible it is that something happened: the Admiralty code for information, from who tells of it.

It is worked out when a question is asked and never stored. It follows from the number of independent witnesses
(`projections.witnesses`) and from how their publishers are graded, and from nothing else: likelihood and confidence are
the words of a holder, and have no part in it. The code is that of NATO STANAG 2511 and US Army FM 2-22.3; the rule is
ours:

1 confirmed             two independent witnesses, each with a publisher graded A, B or C
2 probably true         two independent witnesses
3 possibly true         one witness, graded A, B or C
4 doubtful              one witness, graded D or E; or its publisher took the words out of the report
5 improbable            the report was withdrawn
6 cannot be judged      one witness whose publisher nobody has graded; or a reviewer or newer reading rejected it
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from events.vocabulary import Reliability, RetractionReason
from projections.acts import UNGRADED, Act
from projections.witnesses import independent

Credibility: TypeAlias = Literal[1, 2, 3, 4, 5, 6]

DEFINITIONS: dict[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}

_TRUSTED = frozenset({Reliability.A, Reliability.B, Reliability.C})


def credibility(acts: Sequence[Act]) -> Credibility:
    """How credible one act is that some events (at least one) tell; a pure function."""
    best = [acts[0].teller.reliability] if len(acts) == 1 else _best(acts)
    if len(best) > 1:
        return 1 if sum(grade in _TRUSTED for grade in best) > 1 else 2
    if best[0] in _TRUSTED:
        return 3
    return 6 if best[0] is UNGRADED else 4


def _best(acts: Sequence[Act]) -> list[Reliability]:
    """The best grade of each independent witness."""
    return [min(act.teller.reliability for act in one) for one in independent(acts)]


def taken_back(ended_by: str, reason: str | None) -> Credibility:
    """How credible an event is that no longer counts, by what ended it and why."""
    if ended_by == "withdrawn":
        return 5
    return 4 if reason == RetractionReason.REVISED else 6
