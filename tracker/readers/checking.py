"""What a model proposes becomes a proposal of ours, or is refused with a reason: words first, then everything else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from events import POLICY_EVENTS, Coding, Evidence, When
from events.vocabulary import Modality
from tracker.errors import UnknownPolity
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.readers.grounds import Grounds
from tracker.readers.passages import Passage
from tracker.readers.quotes import locate
from tracker.readers.refusals import Reason, Refusal
from tracker.readers.schema import Proposed, detail_of

LONGEST_QUOTE = 600
"""Characters; a quote is a clause, and the longest that two coders took has 250."""


class _No(Exception):
    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Check:
    """The check of what one reader proposes for one passage."""

    grounds: Grounds
    passage: Passage
    rule: str

    @property
    def report(self) -> IncomingReport:
        """The report that the passage is of."""
        return self.grounds.report

    def proposal(self, raw: object) -> Proposal | Refusal:
        """The proposal that an object of an answer makes, or why it makes none."""
        try:
            return self._checked(_read(raw))
        except _No as no:
            return Refusal(reason=no.reason, message=str(no), proposed=_shown(raw))

    def _checked(self, given: Proposed) -> Proposal:
        evidence = self._evidence(given.quote)
        kind = POLICY_EVENTS[given.type]
        ends = (self._polity(given.source, "source"), self._polity(given.target, "target"))
        if ends[0] == ends[1]:
            raise _No("self", f"source and target are both {ends[0]}")
        source, target = ends if kind.DIRECTED else sorted(ends)
        fields: dict[str, Any] = {
            "source": source,
            "target": target,
            "third_parties": tuple(self._third_parties(given, ends)),
            "occurred": self._when(given),
            "modality": _modality(given),
            "background": given.background,
            "evidence": evidence,
            "coding": Coding(rule=self.rule),
            **_kind_of_act(given),
            **_measure(given),
            **self._judgement(given, evidence),
        }
        found = Proposal(topic=given.type, fields=fields)
        try:
            found.event(self.report.report_id, 1)
        except ValidationError as error:
            raise _No("field", _problem(error)) from error
        return found

    def _evidence(self, quote: str) -> Evidence:
        found = locate(quote, self.report.text, start=self.passage.start, end=self.passage.end)
        if found is None:
            raise _No("quote", f"the words {quote[:200]!r} do not stand in the passage: copy them from it")
        if len(found.quote) > LONGEST_QUOTE:
            raise _No("quote", f"the quote has {len(found.quote)} characters: take only the clause with the act")
        if self.grounds.instructs(found):
            raise _No("instruction", "those words speak to a reader of the report: they show no act")
        return found

    def _polity(self, named: str, field: str) -> str:
        try:
            code = self.grounds.gazetteer.resolve(named)
        except UnknownPolity as error:
            raise _No("polity", f"{field} {named[:80]!r} is no polity: {error}") from error
        if code not in self.grounds.polities:
            raise _No("unnamed", f"{field} {code} is not named in the report: code only who is")
        return code

    def _third_parties(self, given: Proposed, ends: tuple[str, str]) -> Iterator[str]:
        codes = [self._polity(one, "third_parties") for one in given.third_parties]
        yield from (code for code in dict.fromkeys(codes) if code not in ends)

    def _when(self, given: Proposed) -> When:
        published = self.report.published
        try:
            when = When.parse(given.date)
        except ValueError as error:
            raise _No("date", str(error)) from error
        if not self.grounds.allow(when):
            raise _No("date", f"no words of the report mean the date {given.date}: null where it is not said")
        if given.modality is not Modality.HAPPENED:
            return when
        if when.start is not None and (when.start - published).days > 1:
            raise _No("date", f"{given.date} lies after the report of {published}: it cannot have happened")
        return when.until(published)

    def _judgement(self, given: Proposed, evidence: Evidence) -> dict[str, Any]:
        said = given.assessment
        if given.type != "AssessmentReported":
            return {}
        if said is None:
            raise _No("field", "an AssessmentReported needs its assessment")
        about = self._polity(said.object, "object") if said.object else None
        proposition = {"predicate": said.predicate, "object": about, "content": evidence.quote}
        return {
            "judgement": {
                "proposition": proposition,
                "stance": said.stance,
                "likelihood": said.likelihood,
                "confidence": said.confidence,
            }
        }


def _read(raw: object) -> Proposed:
    try:
        given = Proposed.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        closed = first["type"] in ("enum", "literal_error")
        raise _No("vocabulary" if closed else "form", _problem(error)) from error
    if given.type not in POLICY_EVENTS:
        raise _No("type", f"{given.type[:80]!r} is no event type")
    return given


def _modality(given: Proposed) -> Modality:
    if given.type == "MeetingScheduled" and given.modality is not Modality.PLANNED:
        raise _No("modality", "a MeetingScheduled is always planned")
    if given.type in ("MeetingHeld", "ForceUsed") and given.modality is not Modality.HAPPENED:
        raise _No("modality", f"a {given.type} is always happened")
    return given.modality


def _kind_of_act(given: Proposed) -> dict[str, Any]:
    if given.detail is None:
        return {}
    found = detail_of(POLICY_EVENTS[given.type])
    if found is None:
        raise _No("vocabulary", f"a {given.type} has no detail: null")
    name, terms = found
    if given.detail not in set(terms):
        raise _No("vocabulary", f"detail {given.detail[:80]!r} is not one of {', '.join(terms)}")
    return {name: given.detail}


def _measure(given: Proposed) -> dict[str, Any]:
    """The measure and what is done to it, where the type has them; elsewhere they say nothing."""
    has = POLICY_EVENTS[given.type].model_fields
    said = {"measure": given.measure, "action": given.action}
    if "action" in has and (given.measure is None or given.action is None):
        raise _No("field", f"a {given.type} needs measure and action")
    if "action" in has and (given.action in _BEGINNING) != (given.type == "SanctionsImposed"):
        raise _No("field", f"the action {given.action} is not one of a {given.type}")
    return {name: value for name, value in said.items() if name in has and value is not None}


_BEGINNING = frozenset({"imposed", "expanded", "extended"})


def _problem(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, one['loc'])) or 'it'}: {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors(include_url=False, include_input=False)[:5]
    )


def _shown(raw: object) -> str:
    return repr(raw)[:1_000]
