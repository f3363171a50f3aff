"""Examples in the help of commands: lines as one types them, written beside the command, shown below its options.

Every one of them is run by the tests, against a store of the example reports.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand

Function = TypeVar("Function", bound=Callable[..., Any])

_KEPT = "examples"
_WIDTH = 75
_NO_CHOICE = re.compile(r"(?:Value error, )?'(?P<word>.*)' is not one of (?P<known>.*)", flags=re.DOTALL)
"""What typer says of a value that is not among the possible ones."""

_OF_FILES = {"FILE", "SOURCE", "STORE"}
"""How values are named that may name a file, whose name may be any bytes; all others are text."""

_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes on the command line that are no text."""


def examples(*lines: str) -> Callable[[Function], Function]:
    """Give a command its examples: lines that begin with `tracker`, or with `#` to say what the next one is for.

    The examples of one command may build on one another. A long line is broken before an option when it is shown.
    """

    def keep(command: Function) -> Function:
        setattr(command, _KEPT, lines)
        return command

    return keep


def examples_of(command: Callable[..., Any] | None) -> tuple[str, ...]:
    """The examples that a command was given."""
    return getattr(command, _KEPT, ())


class Command(TyperCommand):
    """A command that shows its examples below its options, and asks what was meant by a value that is none."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Of a value that is not among the possible ones, the nearest is named first."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            wrong = _NO_CHOICE.fullmatch(str(error.message))
            if wrong is None:
                raise
            from tracker.nearest import did_you_mean  # noqa: PLC0415  only where a value is wrong

            meant = did_you_mean(wrong["word"], re.findall(r"'([^']+)'", wrong["known"]))
            known = wrong["known"].replace("'", "")
            error.message = f"{wrong['word']!r} is none of them: {meant}{' ' if meant else ''}There are {known}"
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A value that is to be text and is none is wrong usage, before anything is done."""
        params: list[Any] = self.params
        for param in params:
            value = ctx.params.get(param.name)
            given = value if isinstance(value, list | tuple) else (value,)
            wrong = next((one for one in given if isinstance(one, str) and _NO_TEXT.search(one)), None)
            if wrong is not None and param.metavar not in _OF_FILES:
                raise typer.BadParameter(f"{wrong!r} is not UTF-8: set the terminal to it", ctx=ctx, param=param)
        return super().invoke(ctx)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  typer asks with both
        """Write the examples as they are typed, not wrapped."""
        shown = [line for example in examples_of(self.callback) for line in folded(example)]
        if shown:
            with formatter.section("Examples"):
                for line in shown:
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


class Commands(typer.Typer):
    """A group of commands that show their examples, in the help and in docs/commands.md."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        """Take a function as a command."""

        def take(function: Function) -> Function:
            epilog = _as_markdown(examples_of(function))
            return super(Commands, self).command(name, cls=Command, epilog=epilog, **settings)(function)

        return take


def folded(line: str) -> list[str]:
    """A line as a shell takes it when it is broken before options, none longer than the narrowest terminal shows."""
    lines: list[str] = []
    for part in re.split(" (?=--)", line):
        if lines and len(lines[-1]) + len(part) < _WIDTH:
            lines[-1] += f" {part}"
        else:
            lines.append(f"    {part}" if lines else part)
    return [f"{one} \\" for one in lines[:-1]] + lines[-1:]


def _as_markdown(lines: tuple[str, ...]) -> str | None:
    if not lines:
        return None
    shown = "\n".join(part for line in lines for part in folded(line if line.startswith("#") else f"$ {line}"))
    return f"**Examples**:\n\n```console\n{shown}\n```"
