"""Logs to measure with: any number of events over 2,000 pairs, of which a few are busy; one seed, one log."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, combinations
from typing import Any
from uuid import UUID

from events import POLICY_EVENTS, DomainEvent, Evidence, Reading, ReportRegistered, When, digest
from projections.logrow import LogRow
from projections.trusted import trusted

PAIRS = 2_000
EVENTS_OF_A_REPORT = 5
FIRST_DAY, DAYS = date(2012, 1, 1), 4_000
START = datetime(2024, 1, 1, tzinfo=UTC)

_CODES = (
    "USA CHN RUS UKR GBR FRA DEU JPN KOR PRK IRN ISR TUR IND PAK SAU EGY POL ITA ESP CAN AUS BRA MEX ARG CHL COL VEN "
    "CUB NGA ETH KEN ZAF DZA MAR LBY SDN SYR IRQ JOR LBN YEM QAT ARE KWT AFG KAZ UZB BLR GEO ARM AZE VNM THA MMR PHL "
    "IDN MYS SGP TWN NLD BEL BEN HTI"
).split()
_TYPES: dict[str, tuple[int, dict[str, Any]]] = {
    "CriticismVoiced": (20, {}),
    "MeetingHeld": (15, {"format": "in_person", "level": "minister"}),
    "MeetingScheduled": (8, {"modality": "planned"}),
    "SupportExpressed": (10, {}),
    "AccusationMade": (8, {}),
    "DemandMade": (8, {}),
    "RefusalMade": (4, {}),
    "WarningIssued": (5, {}),
    "SanctionsThreatened": (2, {"measure": "tariff"}),
    "SanctionsImposed": (5, {"action": "imposed"}),
    "SanctionsEased": (2, {"action": "eased"}),
    "ForceUsed": (3, {}),
    "AgreementReached": (3, {}),
    "AidProvided": (3, {}),
    "AssessmentReported": (4, {}),
}
_MEASURES = ("tariff", "asset_freeze", "export_control", "visa_ban")
_PREDICATES = ("military_aid", "lethal_aid", "sanctions_evasion", "cyber_operation")
_STANCES = ("asserts", "suspects", "denies", "no_evidence")


def pairs() -> list[tuple[str, str]]:
    """The pairs, the busiest first; one in a hundred events is of the first."""
    return [(one, other) for one, other in combinations(sorted(_CODES), 2)][:PAIRS]


def rows(events: int, *, seed: int = 1) -> Iterator[LogRow]:
    """A log with so many events, five a report, over twelve years; reports come out up to two months later."""
    chance = random.Random(seed)  # noqa: S311  nothing here is a secret
    every = pairs()
    weights = list(accumulate(1 / (place + 20) for place in range(len(every))))
    topics, types = list(_TYPES), list(accumulate(weight for weight, _ in _TYPES.values()))
    position = 0
    for number in range(events // EVENTS_OF_A_REPORT):
        report = UUID(int=number + 1)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        published = day + timedelta(days=chance.choice((0, 0, 1, 1, 2, 60)))
        told: list[DomainEvent] = [_registered(report, published, chance.randrange(40))]
        for version in range(2, EVENTS_OF_A_REPORT + 2):
            (pair,) = chance.choices(every, cum_weights=weights)
            (topic,) = chance.choices(topics, cum_weights=types)
            told.append(_event(chance, report, version, topic, pair, day))
        for event in told:
            position += 1
            recorded = START + timedelta(seconds=position)
            yield LogRow(position, recorded, report, event.originator_version, event)


def _registered(report: UUID, published: date, publisher: int) -> ReportRegistered:
    return ReportRegistered(
        originator_id=report,
        originator_version=1,
        url=f"https://example.org/{report}",
        publisher=f"Wire {publisher}",
        title=f"What happened before {published}",
        published=published,
        text_sha256=digest(str(report)),
        text_length=2_000,
        reading=Reading(extractor="made", version="1"),
    )


def _event(
    chance: random.Random, report: UUID, version: int, topic: str, pair: tuple[str, str], day: date
) -> DomainEvent:
    """An event of a template that was validated once; only what differs is put into it."""
    kind = POLICY_EVENTS[topic]
    source, target = pair if not kind.DIRECTED or chance.random() < 0.5 else pair[::-1]
    quote = f"{source} and {target}: {topic} as a report of {day} says it, in so many words, number {version}"
    own: tuple[str, ...] = ()
    if topic in {"SanctionsImposed", "SanctionsEased"}:
        own = (chance.choice(_MEASURES),)
    elif topic == "AssessmentReported":
        own = (chance.choice(_PREDICATES), chance.choice(("RUS", "IRN", "SYR")), chance.choice(_STANCES))
    values = {
        **_template(topic, own),
        "originator_id": report,
        "originator_version": version,
        "event_id": UUID(int=chance.getrandbits(128)),
        "source": source,
        "target": target,
        "occurred": _day(day + timedelta(days=20 if topic == "MeetingScheduled" else 0)),
        "evidence": trusted(Evidence, {"quote": quote, "start": 0, "end": len(quote)}),
    }
    return trusted(kind, values)


_day = cache(When.day)


@cache
def _template(topic: str, own: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an event of a type, with what is its own: the measure, or predicate, object and stance."""
    fields: dict[str, Any] = {
        "source": "USA",
        "target": "ZAF",
        "modality": "happened",
        "occurred": When.unknown(),
        "evidence": Evidence(quote="words", start=0, end=5),
        "coding": {"rule": "made", "trigger": topic},
        **_TYPES[topic][1],
    }
    if topic == "AssessmentReported":
        predicate, object_, stance = own
        fields["judgement"] = {"proposition": {"predicate": predicate, "object": object_}, "stance": stance}
    elif own:
        (fields["measure"],) = own
    ids = {"originator_id": UUID(int=0), "originator_version": 1, "event_id": UUID(int=0)}
    return dict(vars(POLICY_EVENTS[topic].model_validate({**fields, **ids})))
