"""How a relationship changed, as a story to be read aloud: who said which words when, and what therefore became so.

A correction, a revision and a retraction appear as what they are: words about what had been recorded.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from cli.corrections import change_of_field
from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG, WARN, Namer, dated, graded, linked, proof, said, short_id, shortened
from events.vocabulary import RevisionReason
from projections.decided import DECISION
from projections.history import Change
from tracker.propositions import judged

_THEREFORE = {"asserted": "Therefore: "}
_FIRST = frozenset({"stage", "status", "stance"})
_REVISED = {
    RevisionReason.TEXT: "its text was changed",
    RevisionReason.METADATA: "its title, date, publisher or address was corrected",
    RevisionReason.REREAD: "newer rules read it",
}


def chronology(changes: Iterable[Change], name: Namer) -> Iterator[RenderableType]:
    """One entry for each event and what it changed, in the order in which things happened."""
    entries = [_entry(list(same), name) for _, same in groupby(changes, key=_cause)]
    if entries:
        yield Entries(entries)
    else:
        yield Text("No change is known.", style=QUIET)


def _cause(change: Change) -> tuple[object, ...]:
    return change.event_id, change.kind, change.valid_from, change.recorded


def _subject(change: Change) -> tuple[str, str | None]:
    return change.subject, change.content


def _entry(changes: list[Change], name: Namer) -> Entry:
    first = changes[0]
    recorded = Text(f"recorded {first.recorded:%Y-%m-%d %H:%M}Z", style=QUIET)
    recorded.append(f"  {short_id(first.event_id)}", style="not dim cyan")
    told = (_headline(list(same), name) for _, same in groupby(changes, key=_subject))
    therefore = Text(_THEREFORE.get(first.kind, "Now: ")).append_text(Text("; ").join(told))
    if first.changes and any(change.before == change.after for change in changes):
        therefore.append("; " + "; ".join(change_of_field(one.field, one.before, one.after) for one in first.changes))
    return Entry(_when(first), _words(first), therefore.append("."), recorded)


def _words(change: Change) -> Text:
    """Who said it; or who took back, corrected or rewrote what had been said."""
    grade = graded(change.reliability)
    words = linked(Text(change.report.publisher), change.report.url)
    words.append(f"{f' ({grade})' if grade else ''} said on {change.published}: ").append_text(proof(change.quote))
    if change.kind == "asserted":
        return words
    because = change.because
    if change.kind == "revised" and because:
        because = _REVISED[RevisionReason(because)]
    by, why = (change.by or "The tracker"), (f", because {because}" if because else "")
    done = {
        "retracted": f"{by} took back what had been recorded{why}. It was: ",
        "corrected": f"{by} corrected what had been recorded{why}. ",
        "linked": f"{by} linked this with another event{why}. ",
        "unlinked": f"{by} separated this from another event{why}. ",
        "undone": f"{by} took back what had been decided{why}. ",
        "revised": f"The report was revised{why}. ",
    }
    return Text.assemble((done[change.kind], WARN), words)


def _when(change: Change) -> str:
    """The day of the act; of a plan the day on which it was told, since its own date is part of the subject."""
    if change.occurred.start is None:
        return f"by {change.valid_from}"
    return str(change.valid_from) if change.occurred.start > change.valid_from else dated(change.occurred)


def _headline(changes: Sequence[Change], name: Namer) -> Text:
    """What became of a subject, named once: first its stage, status or stance, then what is said beside it."""
    if changes[0].attribute == DECISION:
        return Text("; ").join(_decision(change, name) for change in changes)
    head = Text(subject_label(changes[0].subject, name, changes[0].content))
    for change in sorted(changes, key=lambda change: change.attribute not in _FIRST):
        head.append(f", {said(change.attribute)} ").append_text(_became(change))
    return head


def _became(change: Change) -> Text:
    head = Text()
    if change.before == change.after:
        if change.kind != "asserted":
            head.append(f"{_value(change.after)} as before")
        else:
            head.append(f"still {_value(change.after)}" if change.because else f"{_value(change.after)}, again")
    elif change.before is None:
        head.append(_value(change.after), style=STRONG)
    else:
        gone = "not stated" if change.kind == "asserted" else "no longer known"
        head.append(f"{_value(change.before)} → ", style=QUIET)
        head.append(gone if change.after is None else _value(change.after), style=STRONG)
    if change.kind == "asserted" and change.because:
        head.append(f" ({change.because})", style=QUIET)
    return head


def _decision(change: Change, name: Namer) -> Text:
    head = Text(f"{subject_label(change.subject, name, change.content)}, ")
    if change.after is None:
        return head.append(f"no longer {change.before}", style=STRONG)
    return head.append(change.after, style=STRONG)


def subject_label(key: str, name: Namer, content: str | None = None) -> str:
    """Say what a fact is about, from its key: `measure:USA:RUS:tariff` → `USA → RUS tariff`.

    The key of an assessment of a matter without a name says who judges whom, and the `content` what: how it begins.
    """
    kind, *parts = key.split(":")
    match kind, parts:
        case "measure", [sender, target, measure]:
            return f"{sender} → {target} {'sanctions' if measure == 'other' else said(measure)}"
        case "assessment", [holder, target, predicate, object_, *_]:
            matter = shortened(content) if content else None
            return f"{holder}: {judged(target, predicate, None if object_ == '-' else name(object_), matter)}"
        case "meeting", [one, other, day]:
            return f"{one} ↔ {other} meeting {day}"
        case "relationship", [one, other]:
            return f"{one} – {other}"
        case _, [event_id]:
            return f"{kind} {event_id[:8]}"
        case _:
            return key


def _value(value: str | None) -> str:
    return said(value) if value else "–"
