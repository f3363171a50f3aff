"""The review screen: one event at a time, and a key for each thing that can be done with it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from cli.editing import editable, value_typed
from cli.forms import ChoiceForm, CorrectionForm, Form, Keys, ReasonForm
from cli.listing import direction
from cli.render import plain
from cli.sheet import sheet_of, status_of, summary_of
from cli.words import dated, quoted, typed
from projections.listing import EventView
from tracker.desk import Desk
from tracker.errors import TrackerError
from tracker.reviewing import Sheet

KEYS = (
    ("c", "confirm", "the report states the event as it stands"),
    ("e", "edit", "correct a field of it"),
    ("r", "retract", "the report does not state it"),
    ("l", "link", "it tells of the same act as an event near it"),
    ("s", "skip", "leave it for another time; nothing is recorded"),
    ("u", "undo", "take back what was done last here"),
    ("q", "quit", "leave; everything is recorded already"),
)
_CSS = """
Screen { layout: vertical; background: transparent; }
#status { height: 1; text-style: bold; }
#body { height: 1fr; scrollbar-size-vertical: 1; scrollbar-background: ansi_default;
  scrollbar-color: ansi_blue; }
#note { height: auto; max-height: 4; }
#keys { height: auto; }
ModalScreen { align: center bottom; }
#form { width: 90%; max-width: 100; height: auto; max-height: 100%; border: round ansi_default; padding: 0 1; }
#title { text-style: bold; margin-bottom: 1; }
#trouble { text-style: bold; height: auto; }
.label { height: 1; }
.hint { text-style: dim; height: auto; }
Input { border: none; height: 1; padding: 0; text-style: underline; }
OptionList { height: auto; max-height: 16; border: none; }
OptionList > .option-list--option-highlighted { text-style: reverse; }
"""


class Review(Screen[None]):
    """One event of the queue, with the keys below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, name, name) for key, name, _ in KEYS),
        Binding("question_mark", "keys", "help"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        """Where one is, the event, what happened, the keys."""
        yield Static("", id="status", markup=False)
        with VerticalScroll(id="body", can_focus=False):
            yield Static("", id="sheet", markup=False)
        yield Static("", id="note", markup=False)
        yield Static("  ".join(f"{key} {name}" for key, name, _ in KEYS) + "  ? help", id="keys", markup=False)

    def on_mount(self) -> None:
        """Show the first event."""
        self.show()

    def show(self, note: str = "") -> None:
        """Show the event whose turn it is, and say what happened."""
        sheet, desk = self._desk.sheet, self._desk
        self.query_one("#status", Static).update(plain(status_of(desk)))
        self.query_one("#sheet", Static).update(sheet_of(sheet) if sheet else "No event is left to review.")
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self.say("  ".join([note, *desk.notes]).strip())
        desk.notes.clear()

    def say(self, note: str) -> None:
        """Say something in the line above the keys."""
        self.query_one("#note", Static).update(plain(note))

    def action_confirm(self) -> None:
        """Confirm the event."""
        if sheet := self._shown():
            self._ask(f"Confirm {_named(sheet.event)}", "the words say so", self._desk.confirm, "Confirmed")

    def action_retract(self) -> None:
        """Retract the event."""
        if sheet := self._shown():
            self._ask(f"Retract {_named(sheet.event)}", "the words do not state it", self._desk.retract, "Retracted")

    def action_edit(self) -> None:
        """Choose a field, and correct it."""
        if sheet := self._shown():
            fields = editable(sheet.event)
            width = max(len(field.path) for field in fields)
            lines = [f"{field.path:<{width}}  {field.text or '–'}" for field in fields]
            named = _named(sheet.event)

            def chosen(place: int | None) -> None:
                if place is None:
                    return
                path = fields[place].path

                def correct(value: str, because: str) -> None:
                    self._desk.correct({path: value_typed(path, value)}, because)

                self._open(CorrectionForm(fields[place], correct), f"Corrected {path} of {named}")

            self.app.push_screen(ChoiceForm(f"Correct a field of {named}", lines), chosen)

    def action_link(self) -> None:
        """Choose a neighbour, and link the event with it."""
        sheet = self._shown()
        if sheet is None:
            return
        near = sheet.neighbours
        if not near:
            self.say("There is no event near it that could be the same act.")
            return

        def chosen(place: int | None) -> None:
            if place is not None:
                title = f"Link {_named(sheet.event)} with {_named(near[place])}"
                self._ask(title, "they tell of one act", lambda because: self._desk.link(place, because), "Linked")

        if len(near) == 1:
            chosen(0)
            return
        lines = [f"{place} {dated(one.occurred)} {quoted(one.quote, 50)}" for place, one in enumerate(near, start=1)]
        self.app.push_screen(ChoiceForm("Link with which?", lines), chosen)

    def action_skip(self) -> None:
        """Leave the event as it is."""
        if self._shown():
            self._attempt(self._desk.skip, "Skipped.")

    def action_undo(self) -> None:
        """Take back what was done last."""
        step = self._desk.last
        if step is None:
            self.say("Nothing was done here yet; `tracker undo EVENT` takes back what was done before.")
        elif step.done is None:
            self._attempt(lambda: self._desk.undo(""), "Back at what was skipped.")
        else:
            of = str(step.done.event_id)[:8]
            self._ask(f"Undo: {step.kind} {of}, because {step.done.because}", "a slip", self._desk.undo, "Undone")

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()

    def action_keys(self) -> None:
        """Show what each key does."""
        more = [("↑ ↓", "scroll; also j, k, space, page up and down"), ("esc", "go back from a form")]
        self.app.push_screen(Keys([*((key, f"{name}: {what}") for key, name, what in KEYS), *more]))

    def action_scroll(self, lines: int) -> None:
        """Move the event up or down."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=lines, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Move it by a page."""
        body = self.query_one("#body", VerticalScroll)
        body.scroll_relative(y=pages * max(body.size.height - 1, 1), animate=False, immediate=True)

    def _shown(self) -> Sheet | None:
        if self._desk.sheet is None:
            self.say("No event is left to review; u takes back what was done last, q leaves.")
        return self._desk.sheet

    def _ask(self, title: str, reason: str, act: Callable[[str], object], done: str) -> None:
        self._open(ReasonForm(title, reason, lambda because: _do(act, because)), f"{done}: {title.partition(' ')[2]}.")

    def _open(self, form: Form, note: str) -> None:
        """Show a form; afterwards what it did, or the event as it stands by then."""

        def closed(done: bool | None) -> None:
            if done:
                self.show(note)
            else:
                self._attempt(self._desk.look, "")

        self.app.push_screen(form, closed)

    def _attempt(self, act: Callable[[], object], note: str) -> None:
        try:
            act()
        except TrackerError as error:
            self.say(" ".join(str(error).split()))
        else:
            self.show(note)


class ReviewApp(App[None]):
    """The program around the screen. Ctrl-C leaves from everywhere: what was decided is recorded already."""

    CSS = _CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", show=False, priority=True)]

    def __init__(self, desk: Desk) -> None:
        super().__init__(ansi_color=True)
        self._desk = desk

    def on_mount(self) -> None:
        """Show the queue."""
        self.push_screen(Review(self._desk))

    def action_leave(self) -> None:
        """Leave."""
        self.exit()


def sit_down(desk: Desk) -> str:
    """Show a queue until somebody leaves it; what was done, in one line."""
    if desk.sheet is not None:
        ReviewApp(desk).run(mouse=False)  # the terminal's own marking and copying stay as they are
    return summary_of(desk)


def _do(act: Callable[[str], object], because: str) -> None:
    act(because)


def _named(event: EventView) -> str:
    return f"{direction(event)} {typed(event.type)} {str(event.event_id)[:8]}"
