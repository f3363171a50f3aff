"""The default extractor: rules over a dependency parse, offline, on a CPU. Every proposal says its rule and words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from events import POLICY_EVENTS, Attribution, Coding, Evidence, Reading
from tracker.extraction.actors import Actors
from tracker.extraction.clauses import agents
from tracker.extraction.context import Context
from tracker.extraction.coreference import settle
from tracker.extraction.drafting import Draft, drafts
from tracker.extraction.frame import Frame
from tracker.extraction.frames import frames
from tracker.extraction.gate import may_hold_act
from tracker.extraction.headlines import reread
from tracker.extraction.lexicon import Lexicon, lexicon
from tracker.extraction.mentions import Mention, Mentioned, mentions
from tracker.extraction.merging import merged
from tracker.extraction.modality import Reality, reality
from tracker.extraction.opening import opened
from tracker.extraction.parsing import parser
from tracker.extraction.proposal import Proposal
from tracker.extraction.quoting import quoted
from tracker.extraction.sentences import Sentence, sentences
from tracker.extraction.speakers import Turn, spoken, turn
from tracker.gazetteer import Gazetteer, load_gazetteer
from tracker.incoming import IncomingReport

VERSION = "1"
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


class RuleExtractor:
    """Reads reports by rule. The parser is loaded when the first report comes."""

    def __init__(self, *, gazetteer: Gazetteer | None = None, words: Lexicon | None = None) -> None:
        self._gazetteer = gazetteer or load_gazetteer()
        self._words = words or lexicon()

    @property
    def reading(self) -> Reading:
        """Name and version of this extractor."""
        return Reading(extractor="rules", version=VERSION)

    def extract(self, reports: Iterable[IncomingReport]) -> Iterator[tuple[IncomingReport, list[Proposal]]]:
        """Yield each report with its proposals, parsing the sentences of several reports together."""
        waiting = iter(reports)
        while batch := list(islice(waiting, _REPORTS_AT_ONCE)):
            opened_reports = [(report, *self._gated(report)) for report in batch]
            lines = [line for _, _, gated in opened_reports for line in gated]
            parsed = parser().pipe((line.doc for line in lines), batch_size=_SENTENCES_AT_ONCE)
            seconds = reread(zip(parsed, (line.found for line in lines), strict=True))
            for line, doc in zip(lines, seconds, strict=True):
                line.doc = doc
            for report, context, gated in opened_reports:
                yield report, self._read(context, gated)

    def may_hold_acts(self, report: IncomingReport) -> bool:
        """Whether any sentence of a report passes the gate; nothing is parsed for it."""
        return bool(self._gated(report)[1])

    def _gated(self, report: IncomingReport) -> tuple[Context, list[_Line]]:
        """The sentences of a report that may hold an act, with their mentions and, in a transcript, their speaker."""
        tokenize = parser().make_doc
        context = opened(report, self._gazetteer)
        lines: list[_Line] = []
        skipped: list[Mention] = []
        speaking: Turn | None = None
        for sentence in sentences(report.text):
            day, known = report.published, context.introduced
            speaking = turn(sentence.text, self._gazetteer, day=day, introduced=known) or speaking
            context.note_speaker(speaking.codes if speaking is not None else ())
            words = spoken(sentence)
            doc = tokenize(words.text)
            found = tuple(mentions([token.text for token in doc], self._gazetteer, day=day, introduced=known))
            if self._passes(doc, found, context, speaking):
                lines.append(_Line(words, doc, found, tuple(skipped), speaking))
                skipped = []
            else:
                skipped.extend(found[:1])
        return context, lines

    def _passes(self, doc: Doc, found: tuple[Mention, ...], context: Context, speaking: Turn | None) -> bool:
        """Whether a sentence is no question and may hold an act."""
        if doc.text.endswith("?") or (speaking is not None and speaking.asks):
            return False
        codes = {code for mention in found for code in mention.codes}
        tokens = [token.text for token in doc]
        official = context.official or len(context.we) > 1 or bool(speaking and speaking.codes)
        return may_hold_act(tokens, codes, official=official, words=self._words)

    def _read(self, context: Context, lines: list[_Line]) -> list[Proposal]:
        found: list[tuple[Draft, Evidence]] = []
        for line in lines:
            if line.speaking is not None:
                context.listen(line.speaking.codes)
            for mention in line.skipped:
                context.note_first(mention.code, person=mention.person is not None)
                context.named.append(mention.code)
            actors = Actors(Mentioned(line.doc, line.found), context, self._words)
            settle(line.doc, actors, context)
            for frame, judged in self._judged(line.doc, actors):
                if frame.topic.startswith("Meeting"):
                    context.note_group(tuple(dict.fromkeys((*frame.sources, *frame.targets))))
                evidence = _evidence(line, frame)
                found.extend((draft, evidence) for draft in drafts(frame, judged, actors, context))
            context.named.extend(mention.code for mention in line.found)
        return [_proposal(draft, evidence) for draft, evidence in merged(found)]

    def _judged(self, doc: Doc, actors: Actors) -> list[tuple[Frame, Reality]]:
        """All frames of a sentence with their reality; a verb whose content is a frame of its own is not one, too."""
        found = frames(doc, actors, self._words)
        judged = [(frame, reality(frame.anchor, self._words.operators)) for frame in found]
        spoken = {token.i for frame, state in judged for token in _voices(frame, state)}
        return [(frame, state) for frame, state in judged if not (frame.rule in _YIELDING and frame.anchor.i in spoken)]


_YIELDING = frozenset(
    {"threaten", "warn", "call-for", "to-demand", "urge", "agree", "want", "commit-to", "say-bad", "seek-from"}
)
"""Verbs that are an act only where what they govern is not a more telling one."""


def _voices(frame: Frame, state: Reality) -> Iterator[Token]:
    """The verbs that say what a frame already tells: by which it is threatened or judged, or agreed to be held."""
    if frame.topic.startswith("Sanctions"):
        yield from (token for token in (*frame.trigger, state.threat, state.urge) if token is not None)
    if frame.topic == "AssessmentReported":
        yield frame.anchor
    if frame.topic.startswith("Meeting") and state.urge is not None:
        yield state.urge
    if (
        state.dropped is None
        and frame.anchor.dep_ == "xcomp"
        and (frame.topic.startswith("Meeting") or frame.anchor.head.lemma_ != "agree")
    ):
        yield frame.anchor.head


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
