"""The default extractor: rules over a dependency parse, offline, on a CPU. Every proposal says its rule and words."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from spacy.tokens import Doc

from events import POLICY_EVENTS, Attribution, Coding, Evidence, Reading
from tracker.extraction.actors import Actors
from tracker.extraction.clauses import agents
from tracker.extraction.context import Context
from tracker.extraction.coreference import settle
from tracker.extraction.drafting import Draft, drafts
from tracker.extraction.frame import Frame
from tracker.extraction.gate import Gate
from tracker.extraction.headlines import Headlines, familiar
from tracker.extraction.judging import judge_frames
from tracker.extraction.lexicon import lexicon
from tracker.extraction.listed import as_sentence
from tracker.extraction.mentions import Mention, Mentioned, mentions
from tracker.extraction.merging import merged
from tracker.extraction.opening import opened
from tracker.extraction.parsing import parser
from tracker.extraction.proposal import Proposal
from tracker.extraction.quoting import quoted
from tracker.extraction.sentences import Sentence, legible, sentences
from tracker.extraction.speakers import Turn, spoken, turn
from tracker.extraction.trace import Trace, TracedSentence
from tracker.gazetteer import load_gazetteer
from tracker.incoming import IncomingReport
from tracker.language import foreign

VERSION = "6"
_FOREIGN = "not in English"
_REPORTS_AT_ONCE = 32
_SENTENCES_AT_ONCE = 64


@dataclass
class _Line:
    """A sentence that passed the gate, waiting for its parse, and who was named first in those skipped before it."""

    sentence: Sentence
    doc: Doc
    found: tuple[Mention, ...]
    skipped: tuple[Mention, ...]
    speaking: Turn | None
    follows: bool = False
    """Whether the sentence before it, in the same turn, passed the gate as well."""

    number: int = 0
    """Which sentence of the trace it is, where there is one."""


class RuleExtractor:
    """Reads reports by rule. The parser is loaded when the first report comes."""

    def __init__(self, *, files: Sequence[Path] = ()) -> None:
        """`files` are the user's own lexicons: actors and triggers beside the program's.

        Raises InputError for a file that is not as described in `docs/extraction.md`.
        """
        self._gazetteer = load_gazetteer(*files)
        self._words = lexicon(*files)
        self._version = "+".join([VERSION, *map(_signed, files)])
        self._gate = Gate(self._words)
        self._headlines = Headlines(self._words)

    @property
    def reading(self) -> Reading:
        """Name and version of this extractor: the version says by which files of the user's it reads, too."""
        return Reading(extractor="rules", version=self._version)

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with its proposals, parsing the sentences of several reports together."""
        waiting = iter(reports)
        while batch := list(islice(waiting, _REPORTS_AT_ONCE)):
            yield from self._together(batch)

    def _together(self, batch: Sequence[IncomingReport]) -> list[tuple[IncomingReport, list[Proposal]]]:
        """Some reports with their proposals; what the parser remembers of their words is forgotten again."""
        failure: Exception | None = None
        found: list[tuple[IncomingReport, list[Proposal]]] = []
        with parser().memory_zone():
            # A zone that is left by an error is not cleared, so the error waits until it is.
            try:
                found = [(report, proposals) for report, _, proposals in self._run((one, None) for one in batch)]
            except Exception as error:  # noqa: BLE001  raised below
                failure = error
        if failure is not None:
            raise failure
        return found

    def explain(self, report: IncomingReport) -> tuple[list[Proposal], list[TracedSentence]]:
        """Read one report as `extract` does, and say what became of each of its sentences."""
        trace = Trace()
        ((_, _, proposals),) = self._run([(report, trace)])
        return proposals, trace.sentences

    def _run(
        self, reports: Iterable[tuple[IncomingReport, Trace | None]]
    ) -> Iterator[tuple[IncomingReport, Context, list[Proposal]]]:
        waiting = iter(reports)
        while batch := list(islice(waiting, _REPORTS_AT_ONCE)):
            opened_reports = [(report, *self._gated(report, trace)) for report, trace in batch]
            lines = [line for _, _, gated in opened_reports for line in gated]
            parsed = parser().pipe((line.doc for line in lines), batch_size=_SENTENCES_AT_ONCE)
            listing = (context.lists for _, context, gated in opened_reports for _ in gated)
            found = (line.found for line in lines)
            seconds = self._headlines.reread(zip(parsed, found, listing, strict=True))
            for line, doc in zip(lines, seconds, strict=True):
                line.doc = doc
            for report, context, gated in opened_reports:
                yield report, context, self._read(context, gated)

    def may_hold_acts(self, report: IncomingReport) -> bool:
        """Whether any sentence of a report passes the gate; nothing is parsed for it."""
        return bool(self._gated(report, None)[1])

    def _gated(self, report: IncomingReport, trace: Trace | None) -> tuple[Context, list[_Line]]:
        """The sentences of a report that may hold an act, with their mentions and, in a transcript, their speaker."""
        tokenize = parser().make_doc
        context = opened(report, self._gazetteer)
        context.trace = trace
        lines: list[_Line] = []
        skipped: list[Mention] = []
        speaking: Turn | None = None
        follows = False
        for sentence in sentences(report.text):
            day, known = report.published, context.introduced
            begun = turn(sentence.text, self._gazetteer, day=day, introduced=known)
            speaking, follows = begun or speaking, follows and begun is None
            context.note_speaker(speaking.codes if speaking is not None else ())
            words = spoken(sentence)
            doc = tokenize(legible(words.text))
            tokens = [token.text for token in doc]
            found = tuple(mentions(tokens, self._gazetteer, day=day, introduced=known))
            closed = _FOREIGN if foreign(report.language) else self._closed(tokens, found, context, speaking)
            number = trace.gated(words, found, tokens, closed) if trace is not None else 0
            if closed is None:
                lines.append(_Line(words, familiar(doc), found, tuple(skipped), speaking, follows, number))
                skipped = []
            else:
                skipped.extend(found[:1])
            follows = closed is None
        return context, lines

    def _closed(
        self, tokens: list[str], found: tuple[Mention, ...], context: Context, speaking: Turn | None
    ) -> str | None:
        """Why a sentence cannot hold an act, or asks; None where it may state one."""
        if (tokens and tokens[-1].endswith("?")) or (speaking is not None and speaking.asks):
            return "a question"
        codes = {code for mention in found for code in mention.codes}
        if "emergency" in tokens:
            codes.update(context.programme, context.we)
        official = context.official or len(context.we) > 1 or bool(speaking and speaking.codes)
        tokens = (as_sentence(tokens) or (tokens, 0))[0] if context.lists else tokens
        return self._gate.closed(tokens, codes, official=official)

    def _read(self, context: Context, lines: list[_Line]) -> list[Proposal]:
        found: list[tuple[Draft, Evidence]] = []
        trace = context.trace
        for line in lines:
            if line.speaking is not None:
                context.listen(line.speaking.codes)
            for mention in line.skipped:
                context.note_first(mention.code, person=mention.person is not None)
                context.named.append(mention.code)
            if context.talk and not line.follows:
                context.forget()
            actors = Actors(Mentioned(line.doc, line.found), context, self._words)
            settle(line.doc, actors, context)
            if trace is not None:
                trace.reading(line.number, line.doc, actors)
            found.extend(self._acts(line, actors, context))
            context.named.extend(mention.code for mention in line.found)
        kept = merged(found)
        if trace is not None:
            trace.merged(kept)
        return [_proposal(draft, evidence) for draft, evidence in kept]

    def _acts(self, line: _Line, actors: Actors, context: Context) -> Iterator[tuple[Draft, Evidence]]:
        """The drafts of a sentence, with the words that prove them."""
        for frame, judged, carried in judge_frames(line.doc, actors, self._words):
            if frame.topic.startswith("Meeting") and not carried:
                context.note_group(tuple(dict.fromkeys((*frame.sources, *frame.targets))))
            made = [] if carried else list(drafts(frame, judged, actors, context))
            if context.trace is not None:
                context.trace.framed(frame, judged, made, carried=carried)
            evidence = _evidence(line, frame)
            yield from ((draft, evidence) for draft in made)


def _signed(file: Path) -> str:
    """A lexicon as the version of a reading names it: its name and the beginning of its digest."""
    return f"{file.name}@{hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"


def _evidence(line: _Line, frame: Frame) -> Evidence:
    start, end = quoted(frame)
    place = line.sentence.start
    return Evidence(quote=line.sentence.text[start:end], start=place + start, end=place + end)


_FORM_FIELDS = ("format", "step", "form")


def _details(draft: Draft) -> dict[str, object]:
    """The fields of the type's own, with `form` under the name that the type has for it."""
    details = dict(draft.extra)
    form = details.pop("form", None)
    field = next((name for name in _FORM_FIELDS if name in POLICY_EVENTS[draft.topic].model_fields), None)
    if form is not None and field is not None:
        details.setdefault(field, form)
    return details


def _proposal(draft: Draft, evidence: Evidence) -> Proposal:
    fields = {
        "source": draft.source,
        "target": draft.target,
        "third_parties": draft.third_parties,
        "occurred": draft.occurred,
        "modality": draft.modality,
        "background": draft.background,
        "evidence": evidence,
        "coding": Coding(rule=draft.rule, trigger=draft.trigger),
        "attribution": tuple(_attributions(draft)),
        **_details(draft),
    }
    return Proposal(topic=draft.topic, fields=fields)


def _attributions(draft: Draft) -> Iterator[Attribution]:
    for verb in draft.speakers:
        for subject in agents(verb):
            yield Attribution(speaker=subject.doc[subject.left_edge.i : subject.i + 1].text)
