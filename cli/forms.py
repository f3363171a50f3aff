"""The forms of the review screen: a reason, a choice, a correction, the keys."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from typer import BadParameter

from cli.editing import Field
from cli.render import plain
from tracker.errors import TrackerError

Taken = Callable[[str], None]
"""Does something for a reason; what it raises is shown, and the form stays as it is."""

ANY_REASON = "give a reason: it stays with the event"


class Form(ModalScreen[bool]):
    """A box over the screen; it ends with whether something was done."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def action_leave(self) -> None:
        """Go back, and do nothing."""
        self.dismiss(False)

    def trouble(self, message: str) -> None:
        """Say what is wrong, in the form."""
        self.query_one("#trouble", Static).update(plain(" ".join(message.split())))

    def attempt(self, act: Callable[[], None]) -> None:
        """Do something and end the form; what cannot be done is said in it, and nothing typed is lost."""
        try:
            act()
        except BadParameter as error:
            self.trouble(error.message)
        except TrackerError as error:
            self.trouble(str(error))
        else:
            self.dismiss(True)


class ReasonForm(Form):
    """Asks for the reason of something; one that fits is there already."""

    def __init__(self, title: str, reason: str, taken: Taken) -> None:
        super().__init__()
        self._title, self._reason, self._taken = title, reason, taken

    def compose(self) -> ComposeResult:
        """The title, the reason, what is wrong with it."""
        with Vertical(id="form"):
            yield Static(plain(self._title), id="title", markup=False)
            yield Static("because", classes="label", markup=False)
            yield Input(self._reason, id="reason", select_on_focus=True, compact=True)
            yield Static("", id="trouble", markup=False)
            yield Static("Enter records it, Esc goes back", classes="hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the reason."""
        event.stop()
        if reason := event.value.strip():
            self.attempt(lambda: self._taken(reason))
        else:
            self.trouble(ANY_REASON)


class ChoiceForm(ModalScreen[int | None]):
    """Lets one of several lines be chosen, by arrows and Enter or by its number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        """The title and the lines."""
        with Vertical(id="form"):
            yield Static(plain(self._title), id="title", markup=False)
            yield OptionList(*map(plain, self._lines), markup=False, compact=True)
            yield Static("Enter chooses, Esc goes back", classes="hint", markup=False)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_choose(self, number: int) -> None:
        """Choose a line by its number."""
        if number <= len(self._lines):
            self.dismiss(number - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the line that is marked."""
        self.dismiss(event.option_index)


class CorrectionForm(Form):
    """Asks for the new value of a field, and for the reason."""

    def __init__(self, field: Field, taken: Callable[[str, str], None]) -> None:
        super().__init__()
        self._field, self._taken = field, taken

    def compose(self) -> ComposeResult:
        """The value, what it may be, the reason, what is wrong."""
        choices = ", ".join(self._field.choices)
        with Vertical(id="form"):
            yield Static(plain(f"Correct {self._field.path}"), id="title", markup=False)
            yield Input(plain(self._field.text), id="value", select_on_focus=True, compact=True)
            yield Static(choices or "an empty line for none", classes="hint", markup=False)
            yield Static("because", classes="label", markup=False)
            yield Input("the words say so", id="reason", select_on_focus=True, compact=True)
            yield Static("", id="trouble", markup=False)
            yield Static("", id="next", classes="hint", markup=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what Enter does here."""
        does = "goes on to the reason" if event.widget.id == "value" else "records it"
        self.query_one("#next", Static).update(f"Enter {does}, Esc goes back")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the reason, then record the correction; where the value is wrong, go back to it."""
        event.stop()
        reason = self.query_one("#reason", Input)
        if event.input.id == "value":
            reason.focus()
            return
        if not reason.value.strip():
            self.trouble(ANY_REASON)
            return
        value = self.query_one("#value", Input)
        self.attempt(lambda: self._taken(value.value, reason.value.strip()))
        value.focus()


class Keys(ModalScreen[None]):
    """What each key does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,question_mark", "leave", "back")]

    def __init__(self, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """One line for each key."""
        with Vertical(id="form"):
            yield Static("Keys", id="title", markup=False)
            yield Static("\n".join(f"{key:<6} {what}" for key, what in self._lines), markup=False)
            yield Static("Esc goes back", classes="hint", markup=False)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
