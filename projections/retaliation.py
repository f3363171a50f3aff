"""Which measure a countermeasure answers. It must be evident from its own words that it answers one.

A measure answers the latest measure that its target imposed on its sender within a year before it, when its report says
that it retaliates for a measure. Where the report names the kind of measure, only one of that kind is meant. What an
analyst linked or separated stands above this.
"""

import re
from collections.abc import Callable

from events import SanctionsImposed
from events.vocabulary import Measure
from projections.acts import Act
from projections.answers import Acts, same_matter
from projections.clocks import days_after
from projections.incidents import Incident
from projections.items import Answered

HORIZON_DAYS = 365
"""A measure is not held to answer one that is older than so many days."""

_RETALIATING = re.compile(
    r"\b(?:retaliat\w+|(?:counter[- ]?)(?:measures?|sanctions?|tariffs?)|reciproca\w+|tit[- ]for[- ]tat)\b",
    re.IGNORECASE,
)
_RESPONDING = re.compile(r"\b(?:in (?:response|answer|reply|reaction) to|respond\w* to)\b", re.IGNORECASE)
_WRONGDOING = re.compile(r"\b(?:evad\w*|evasion|circumvent\w*|violat\w*|breach\w*|bust\w*)\b", re.IGNORECASE)
_KINDS: tuple[tuple[frozenset[Measure], re.Pattern[str]], ...] = tuple(
    (frozenset(kinds), re.compile(words, re.IGNORECASE))
    for kinds, words in (
        ((Measure.TARIFF,), r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b"),
        ((Measure.EXPORT_CONTROL,), r"\b(?:export (?:controls?|restrictions?|curbs?|bans?))\b"),
        ((Measure.IMPORT_BAN,), r"\b(?:import (?:bans?|restrictions?|curbs?))\b"),
        ((Measure.VISA_BAN,), r"\b(?:(?:visa|travel|entry) (?:bans?|restrictions?|curbs?))\b"),
        ((Measure.PRICE_CAP,), r"\bprice caps?\b"),
        ((Measure.ARMS_EMBARGO,), r"\barms embargo(?:es)?\b"),
        ((Measure.TRANSPORT_BAN,), r"\b(?:airspace|flights?|ports?) (?:bans?|closures?)\b"),
    )
)
_ANY = re.compile(
    r"\b(?:sanctions?|sanctioning|embargo(?:es)?|restrictions?|curbs?|blacklist\w*|designations?|asset freezes?|"
    r"(?:restrictive|punitive|hostile|unfriendly) (?:measures?|actions?|steps?|acts?))\b",
    re.IGNORECASE,
)


def provocation(countermeasure: Incident, others: Callable[[], Acts]) -> Answered | None:
    """The measure that a measure answers, and why; None where nothing says that it answers one.

    `others` gives the incidents of the pair up to the moment of the question; it is asked only when something does.
    """
    act = countermeasure.telling
    kinds = _meant(countermeasure)
    if kinds is None or countermeasure.first is None:
        return None
    acts = others()
    found = acts.within(
        SanctionsImposed.TOPIC,
        act.target,
        act.source,
        first=days_after(countermeasure.first, -HORIZON_DAYS),
        last=countermeasure.first,
        newest_first=True,
    )
    for earlier in found:
        if _is_meant(earlier, kinds) and same_matter(earlier, act) and not acts.apart(countermeasure, earlier):
            days = (countermeasure.first - (earlier.start or earlier.valid_from)).days
            when = "the same day" if not days else f"{days} day{'s' if days > 1 else ''} before"
            return Answered(earlier, f"its report says that it retaliates; {act.target} had imposed this {when}")
    return None


def _meant(told: Incident) -> frozenset[Measure] | None:
    """The kinds of measure that are retaliated for: empty for any, None when no witness says that it is one."""
    said = (_meant_by(act) for act in told.acts)
    return next((kinds for kinds in said if kinds is not None), None)


def _meant_by(act: Act) -> frozenset[Measure] | None:
    if act.type != SanctionsImposed.TOPIC:
        return None
    words = act.told["answers"] or ""
    retaliates = act.told["measure"] is Measure.COUNTERMEASURE or _RETALIATING.search(act.quote) is not None
    if retaliates or (_RESPONDING.search(act.quote) and not _WRONGDOING.search(words)):
        named = frozenset(kind for kinds, pattern in _KINDS if pattern.search(words) for kind in kinds)
        if retaliates or named or _ANY.search(words):
            return frozenset() if _ANY.search(words) else named
    return None


def _is_meant(earlier: Act, kinds: frozenset[Measure]) -> bool:
    return not kinds or earlier.told["measure"] in kinds | {Measure.OTHER}
