"""Changed texts for people: both wordings, and when each was seen."""

from collections.abc import Iterable, Iterator

from pydantic import AwareDatetime
from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import BAD, GOOD, QUIET, STRONG, WARN
from tracker.wording import Edit, TextChange


def edit_list(edits: Iterable[Edit]) -> Iterator[RenderableType]:
    """The edits of the reports behind an audit; nothing when there are none."""
    entries = [_edit(one) for one in edits]
    if entries:
        yield Text("\nTexts that their publishers changed", style=STRONG)
        yield Entries(entries)


def _edit(edit: Edit) -> Entry:
    head = Text(f"{edit.report.title or 'untitled'}  ")
    head.append("text edited", style=WARN)
    words = Text(f"- {_flat(edit.before)}\n", style=BAD)
    words.append(f"+ {_flat(edit.after)}", style=GOOD)
    source = Text(f"{edit.report.publisher}; {_times(edit)}  {str(edit.report.id)[:8]}", style=QUIET)
    return Entry(str(edit.published), head, words, source)


def text_diff(changes: Iterable[TextChange]) -> Iterator[RenderableType]:
    """What changed in the text of one report, version by version."""
    yield Text("\nChanges of its text", style=STRONG)
    known = list(changes)
    if not known:
        yield Text("  none is known", style=QUIET)
    for change in known:
        yield Text(f"  {_times(change)}", style=QUIET)
        for wording in change.changes:
            line = Text(f"… {_flat(wording.lead)}", style=QUIET)
            line.append(f"[-{_flat(wording.before)}-]", style=f"not dim {BAD}")
            line.append(f"{{+{_flat(wording.after)}+}}", style=f"not dim {GOOD}")
            line.append(f"{_flat(wording.tail)} …")
            yield Entries([Entry("", line)])


def _times(change: Edit | TextChange) -> str:
    return f"{_moment(change.seen_before, change.recorded_before)} → {_moment(change.seen, change.recorded)}"


def _moment(seen: AwareDatetime | None, recorded: AwareDatetime) -> str:
    return f"seen {seen:%Y-%m-%d %H:%M:%S}{seen:%z}" if seen else f"recorded {recorded:%Y-%m-%d %H:%M}Z"


def _flat(text: str) -> str:
    return text.replace("\n", " ")
