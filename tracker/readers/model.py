"""A language model as a reader: it is asked about passages, its answers are checked, once put right, and merged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue

from events import Reading, digest
from tracker.errors import Refused
from tracker.extraction.proposal import Account, Accounted, Proposal
from tracker.gazetteer import Gazetteer, load_gazetteer
from tracker.incoming import IncomingReport
from tracker.readers.account import Exchange, ModelAccount, PassageRead, ReadingAccount
from tracker.readers.asking import Asking, Model, TooLittleRoom
from tracker.readers.budget import Budget
from tracker.readers.cache import Answers
from tracker.readers.checking import Check
from tracker.readers.grounds import Grounds
from tracker.readers.merging import merged
from tracker.readers.parsing import parse
from tracker.readers.passages import passages
from tracker.readers.prompt import Asked, brief, instructions, system
from tracker.readers.questions import Question
from tracker.readers.refusals import Refusal
from tracker.readers.schema import answer_schema
from tracker.readers.settings import Settings

_SHORT = {"longest": 500, "overlap": 100}
"""Passages for a model that has room for the brief instructions only."""


class Gate(Protocol):
    """Says whether a report can hold an act at all, before anything is sent."""

    def may_hold_acts(self, report: IncomingReport) -> bool:
        """Whether any sentence may."""
        ...


@dataclass
class ModelReader:
    """Reads reports with one model. Reports that do not pass the gate are not sent, and have no events."""

    asking: Asking
    gate: Gate
    gazetteer: Gazetteer
    takes_schema: bool = True
    options: dict[str, JsonValue] = field(default_factory=dict)
    chosen: dict[str, JsonValue] = field(default_factory=dict)
    short: bool = False
    _failed: dict[str, Refused] = field(default_factory=dict, init=False)

    @classmethod
    def named(cls, name: str, settings: Settings) -> "ModelReader":
        """The reader with a model of the llm library. Raises InputError."""
        from tracker.extraction.rules import RuleExtractor  # noqa: PLC0415  the parser takes a second to load
        from tracker.readers.installed import InstalledModel  # noqa: PLC0415  an optional part

        model = InstalledModel.named(name)
        budget, answers = Budget.of(settings), Answers(settings.cache)
        return cls(
            asking=Asking(model, budget, answers, settings.timeout, settings.per_minute),
            gate=RuleExtractor(files=settings.lexicons),
            gazetteer=load_gazetteer(*settings.lexicons),
            takes_schema=model.takes_schema,
            options=model.options(settings.options),
            chosen=dict(settings.options),
        )

    @property
    def model(self) -> Model:
        """The model that it asks."""
        return self.asking.model

    @property
    def reading(self) -> Reading:
        """The model, with the options that the user chose, and the version of what it is told."""
        chosen = ",".join(f"{name}={self.chosen[name]}" for name in sorted(self.chosen))
        name = f"llm:{self.model.name}" + (f"[{chosen}]" if chosen else "")
        return Reading(extractor=name, version=instructions().version)

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with its proposals and their account.

        Raises Refused for a report that the model gives no answer about; asked again for it, it says so at once.
        """
        for report in reports:
            yield report, self.read(report)

    def read(self, report: IncomingReport) -> Accounted:
        """The proposals of one report with their account. Raises Refused, BudgetSpent among them."""
        if not self.gate.may_hold_acts(report):
            return Accounted()
        known = f"{report.report_id} {digest(report.text)}"
        if known in self._failed:
            raise self._failed[known]
        try:
            return self._read(report)
        except Refused as error:
            self._failed[known] = error
            raise

    def _read(self, report: IncomingReport) -> Accounted:
        if not self.short:
            try:
                return self._passages(report)
            except TooLittleRoom:
                self.short = True  # for this run: the window of a model does not grow
        return self._passages(report)

    def _passages(self, report: IncomingReport) -> Accounted:
        grounds = Grounds(report, self.gazetteer)
        found: list[Proposal] = []
        read: list[PassageRead] = []
        for asked, _ in self.questions(report):
            passage = asked.passage
            check = Check(grounds, passage, self.reading.extractor)
            proposals, exchanges = self._passage(asked, check)
            found.extend(proposals)
            read.append(PassageRead(start=passage.start, end=passage.end, exchanges=tuple(exchanges)))
        account = self._account(read)
        told = self._told()
        refused = tuple(
            f"{one.reason}: {one.message}" for passage_read in read for one in passage_read.exchanges[-1].refused
        )
        text = ReadingAccount(readers=(self.reading,), models=(account,)).model_dump_json()
        return Accounted(merged(found), account=Account(text=text, instructions=(told,)), refused=refused)

    def questions(self, report: IncomingReport) -> Iterator[tuple[Asked, Question]]:
        """The first question about each passage of a report; whether there is a second depends on the answer."""
        parts = list(passages(report.text, **_SHORT) if self.short else passages(report.text))
        for number, passage in enumerate(parts, start=1):
            asked = Asked(report, passage, number, len(parts))
            yield asked, self._question(asked.prompt(short=self.short))

    def _passage(self, asked: Asked, check: Check) -> tuple[list[Proposal], list[Exchange]]:
        """What holds of the answer about a passage; where something was refused, also of one more answer."""
        question = self._question(asked.prompt(short=self.short))
        found, first = self._exchange(question, check)
        if not any(_can_be_put_right(one) for one in first.refused):
            return found, [first]
        errors = [f"{one.message}{f': {one.proposed[:300]}' if one.proposed else ''}" for one in first.refused]
        repair = asked.repair(first.answer.text[:8_000], errors[:20], short=self.short)
        try:
            more, second = self._exchange(self._question(repair), check)
        except TooLittleRoom:  # for the question, the answer and its faults together
            return found, [first]
        return [*found, *more], [first, second]

    def _exchange(self, question: Question, check: Check) -> tuple[list[Proposal], Exchange]:
        answer = self.asking.ask(question)
        parsed = parse(answer.text)
        checked = [check.proposal(one) for one in parsed.proposed]
        refused = [one for one in checked if isinstance(one, Refusal)]
        if parsed.problem is not None:
            refused.append(Refusal(reason="cut" if parsed.cut else "form", message=parsed.problem))
        found = [one for one in checked if isinstance(one, Proposal)]
        exchange = Exchange(question=question.key, answer=answer, accepted=len(found), refused=tuple(refused))
        return found, exchange

    def _told(self) -> str:
        return brief() if self.short else system(with_schema=not self.takes_schema)

    def _question(self, prompt: str) -> Question:
        schema = dict(answer_schema()) if self.takes_schema else None
        return Question(
            model=self.model.name, system=self._told(), prompt=prompt, json_schema=schema, options=self.options
        )

    def _account(self, read: Sequence[PassageRead]) -> ModelAccount:
        exchanges = [one for passage in read for one in passage.exchanges]
        counted = Counter(refusal.reason for passage in read for refusal in passage.exchanges[-1].refused)
        return ModelAccount(
            reading=self.reading,
            model=self.model.name,
            resolved=next((one.answer.resolved for one in exchanges if one.answer.resolved), None),
            prompt_version=instructions().version,
            instructions=digest(self._told()),
            options=self.options,
            tokens_in=sum(one.answer.tokens_in for one in exchanges),
            tokens_out=sum(one.answer.tokens_out for one in exchanges),
            refused=dict(sorted(counted.items())),
            passages=tuple(read),
        )


def _can_be_put_right(refusal: Refusal) -> bool:
    """Whether the model may do better: words that speak to a reader show no act, however they are coded."""
    return refusal.reason not in ("instruction", "self")
