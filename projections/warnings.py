"""Warnings and threats of sanctions: standing, carried out, withdrawn, or dormant."""

from collections.abc import Iterable
from datetime import date, timedelta

from events import SanctionsEased, SanctionsImposed, SanctionsThreatened
from events.vocabulary import Measure, MeasureAction, Precision
from projections import links
from projections.acts import Act
from projections.answers import Acts, same_matter
from projections.clocks import days_after
from projections.incidents import Incident
from projections.items import Answer, Answered, Item, decided, evidence
from projections.trusted import trusted

DORMANT_DAYS = 365
"""A warning that is neither repeated nor answered for so many days is dormant; a later act no longer carries it out."""

STANDING, CARRIED_OUT, WITHDRAWN, DORMANT = "standing", "carried_out", "withdrawn", "dormant"

_CONSEQUENCES = ("ForceUsed", "CoercionApplied", "RelationsReduced")
_BEGINNING = frozenset({MeasureAction.IMPOSED, MeasureAction.EXPANDED})
_WITHDRAWING = frozenset({MeasureAction.LIFTED, MeasureAction.SUSPENDED})
_GIVING_WAY = frozenset({"ConcessionMade", SanctionsEased.TOPIC})
_THREAT = ("threat", "warning", "ultimatum")


class WarningItem(Item):
    """A warning or threat as it stands; `answered_by` is the act that carried it out or withdrew it."""

    subject: str
    type: str
    source: str
    target: str
    status: str
    condition: str | None
    consequence: str | None
    measure: Measure | None
    answered_by: Answer | None


def warning(threat: Incident, acts: Acts, as_of: date) -> WarningItem:
    """A warning as it stands at a date; `acts` are those of the pair up to then."""
    act = threat.telling
    told = act.told
    status, answer = status_of(threat, acts, as_of)
    said = {
        **evidence(act, threat.acts, threat.because),
        "subject": f"warning:{act.event_id}",
        "type": act.type,
        "source": act.source,
        "target": act.target,
        "status": status,
        "condition": told.get("condition"),
        "consequence": told.get("consequence"),
        "measure": told.get("measure"),
        "answered_by": answer.view() if answer else None,
    }
    return trusted(WarningItem, said)


def status_of(threat: Incident, acts: Acts, as_of: date) -> tuple[str, Answered | None]:
    """Where a warning stands at a date, and the act that made it so."""
    if linked := links.answers(threat.acts):
        first = linked[0]
        return (WITHDRAWN if first.other.type in _GIVING_WAY else CARRIED_OUT), decided(first)
    done, dropped = carried_out(threat, acts), withdrawn(threat, acts)
    if done and not (dropped and dropped.act.story < done.act.story):
        return CARRIED_OUT, done
    if dropped:
        return WITHDRAWN, dropped
    last = max(act.valid_from for act in threat.acts)
    return (DORMANT if as_of - last > timedelta(days=DORMANT_DAYS) else STANDING), None


def carried_out(threat: Incident, acts: Acts) -> Answered | None:
    """The first act that does what was threatened.

    For a threat of sanctions: a measure by the same sender on the same target, imposed or expanded on a later day, of
    the threatened kind where one was named. For another warning: a later use of force, coercion, or cut in relations.
    """
    if threat.telling.type == SanctionsThreatened.TOPIC:
        kinds: tuple[str, ...] = (SanctionsImposed.TOPIC,)
    else:
        kinds = _CONSEQUENCES
    firsts = [next((act for act in _later(threat, acts, kind) if _does(threat.telling, act)), None) for kind in kinds]
    first = min((act for act in firsts if act), key=lambda act: act.story, default=None)
    if first is None:
        return None
    return Answered(first, f"by the same source, {_days(threat.telling, first)} after the threat")


def withdrawn(threat: Incident, acts: Acts) -> Answered | None:
    """The first act that takes a threat back: a concession that names it, or the lifting of what was threatened."""
    found = [act for act in _later(threat, acts, "ConcessionMade") if _names_a_threat(act.quote)]
    if threat.telling.type == SanctionsThreatened.TOPIC:
        found += [act for act in _later(threat, acts, SanctionsEased.TOPIC) if _takes_back(threat.telling, act)]
    if not found:
        return None
    first = min(found, key=lambda act: act.story)
    return Answered(first, "taken back by the same source")


def _names_a_threat(quote: str) -> bool:
    words = quote.casefold()
    return any(word in words for word in _THREAT)


def _later(threat: Incident, acts: Acts, kind: str) -> Iterable[Act]:
    act = threat.acts[0]
    if not acts.any_of(kind, act.source, act.target):
        return ()
    first, last = days_after(act.valid_from, 1), days_after(threat.acts[-1].valid_from, DORMANT_DAYS)
    found = acts.within(kind, act.source, act.target, first=first, last=last)
    return (later for later in found if same_matter(act, later) and not acts.apart(threat, later))


def _does(threat: Act, act: Act) -> bool:
    if act.type != SanctionsImposed.TOPIC:
        return True
    return act.told["action"] in _BEGINNING and _same_measure(threat, act.told["measure"])


def _takes_back(threat: Act, easing: Act) -> bool:
    """Whether an easing ends what was threatened by a threat of sanctions."""
    return easing.told["action"] in _WITHDRAWING and threat.told["measure"] == easing.told["measure"]


def _same_measure(threat: Act, measure: Measure) -> bool:
    threatened = threat.told.get("measure")
    return threatened in {None, Measure.OTHER} or measure in {threatened, Measure.OTHER}


def _days(threat: Act, act: Act) -> str:
    """How long after a threat an act was; where a date is loose, how long at least."""
    days = ((act.start or act.valid_from) - threat.valid_from).days
    exact = Precision.DAY == threat.precision == act.precision
    return f"{'' if exact else 'at least '}{days} day{'s' * (days != 1)}"
