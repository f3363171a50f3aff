"""Demands: standing, met, refused, or dormant."""

from datetime import date, timedelta

from events import ConcessionMade, DemandMade, RefusalMade
from projections import links
from projections.acts import Act
from projections.answers import Acts, same_matter
from projections.clocks import days_after
from projections.incidents import Incident
from projections.items import Answer, Answered, Item, decided, evidence
from projections.trusted import trusted

DORMANT_DAYS = 365
"""A demand that is neither repeated nor answered for so many days is dormant; a later act no longer answers it."""

STANDING, MET, REFUSED, DORMANT = "standing", "met", "refused", "dormant"


class DemandItem(Item):
    """A demand as it stands; `answered_by` is the concession or refusal of the other side."""

    subject: str
    source: str
    target: str
    status: str
    demand: str | None
    answered_by: Answer | None


def demand(told: Incident, acts: Acts, as_of: date) -> DemandItem:
    """A demand as it stands at a date; `acts` are those of the pair up to then."""
    act = told.telling
    status, answer = status_of(told, acts, as_of)
    said = {
        **evidence(act, told.acts, told.because),
        "subject": f"demand:{act.event_id}",
        "source": act.source,
        "target": act.target,
        "status": status,
        "demand": act.told.get("demand"),
        "answered_by": answer.view() if answer else None,
    }
    return trusted(DemandItem, said)


def status_of(told: Incident, acts: Acts, as_of: date) -> tuple[str, Answered | None]:
    """Where a demand stands at a date, and the act that made it so: once met it is met, whatever was refused before."""
    linked = sorted(links.answers(told.acts), key=lambda one: one.other.type == RefusalMade.TOPIC)
    if linked:
        return (REFUSED if linked[0].other.type == RefusalMade.TOPIC else MET), decided(linked[0])
    met = _first(told, acts, ConcessionMade.TOPIC)
    if met:
        return MET, Answered(met, "the side that was asked made a concession on that day or later")
    refused = _first(told, acts, RefusalMade.TOPIC)
    if refused:
        return REFUSED, Answered(refused, "the side that was asked refused on that day or later")
    last = max(act.valid_from for act in told.acts)
    return (DORMANT if as_of - last > timedelta(days=DORMANT_DAYS) else STANDING), None


def _first(told: Incident, acts: Acts, kind: str) -> Act | None:
    """The first act of the other side; one on the same day can answer, since it presupposes the demand.

    When another demand was made meanwhile, nothing shows that a later act answers this one.
    """
    if not acts.any_of(kind, told.telling.target, told.telling.source):
        return None
    days = [act.valid_from for act in told.acts]
    last = days_after(max(days), DORMANT_DAYS)
    if _answer(told, acts, kind, min(days), last) is None:
        return None
    return _answer(told, acts, kind, min(days), min(last, _next(told, acts)))


def _answer(told: Incident, acts: Acts, kind: str, first: date, last: date) -> Act | None:
    found = acts.within(kind, told.telling.target, told.telling.source, first=first, last=last)
    return next((act for act in found if same_matter(told.telling, act) and not acts.apart(told, act)), None)


def _next(told: Incident, acts: Acts) -> date:
    """The day before the same side is known to have demanded something again; the end of time when it has not."""
    act = told.telling
    after = days_after(max(one.span[1] if one.span else one.valid_from for one in told.acts), 1)
    again = acts.within(DemandMade.TOPIC, act.source, act.target, first=after, last=days_after(after, DORMANT_DAYS))
    first = min((one.start for one in again if one.start), default=None)
    return days_after(first, -1) if first else date.max
