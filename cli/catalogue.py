"""Which commands there are: each with its line in `tracker --help`, below the heading under which one looks for it.

A command's module is imported when the command is called, so that the help, completion and every other command do not
wait for what it needs.
"""

from importlib import import_module
from typing import Any, NamedTuple

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from cli.examples import Commands


class Listed(NamedTuple):
    """The module of `cli` whose `register` makes a command, and what the command does, in at most 61 characters."""

    module: str
    summary: str


CATALOGUE: dict[str, dict[str, Listed]] = {
    "Append events from reports": {
        "add": Listed("add", "Read reports and record the events that they tell"),
        "extract": Listed("extract", "Print the events of reports; nothing is stored"),
        "reread": Listed("reread", "Read stored reports again by newer rules or another reader"),
        "feed": Listed("feed", "Follow RSS and Atom feeds"),
        "watch": Listed("feed", "Ask the feeds again and again until stopped"),
    },
    "Query": {
        "state": Listed("ask", "How two polities stood at a date; one with all; the world"),
        "since": Listed("news", "What is new since you last looked, with its causes"),
        "watchlist": Listed("news", "Which relationships are watched, and what moved there"),
        "timeline": Listed("compare", "What happened between two polities, month by month"),
        "plot": Listed("picture", "Draw a relationship over time as PNG, SVG or HTML"),
        "events": Listed("ask", "List and search events"),
        "measures": Listed("across", "Sanctions and other measures: in force, or soon to expire"),
        "meetings": Listed("across", "Meetings: planned, held, cancelled, unconfirmed"),
        "assessments": Listed("across", "What polities judge that others do, and who disagrees"),
        "reports": Listed("reports", "List, search and count the reports"),
        "show": Listed("ask", "One event in its context, or one report with its events"),
        "stats": Listed("reports", "What the store holds, in numbers"),
    },
    "Audit": {
        "audit": Listed("ask", "What changed in a relationship, when, because of which words"),
        "diff": Listed("compare", "What differs between two moments, each with its cause"),
        "why": Listed("compare", "Why something is so, back to the first words"),
        "history": Listed("review", "Every hand that touched an event"),
        "verify": Listed("prove", "Prove that the log is what it was"),
        "seal": Listed("prove", "Print the head of the log, to be kept elsewhere"),
    },
    "Review": {
        "review": Listed("queue", "Go through what nobody has reviewed, event by event"),
        "confirm": Listed("review", "Hold that a report states an event"),
        "correct": Listed("review", "Change named fields of an event"),
        "retract": Listed("review", "Say that the report does not state an event"),
        "undo": Listed("review", "Take back the last review of an event, or a link"),
        "withdraw": Listed("review", "Take a report out of the count"),
        "record": Listed("review", "Record an event that the extractor did not find"),
        "publisher": Listed("publisher", "Grade how reliable publishers are"),
        "link": Listed("linking", "Hold that two events belong together"),
        "unlink": Listed("linking", "Hold that they do not"),
        "disagreements": Listed("agreement", "What two readers coded otherwise, still to be decided"),
    },
    "Keep and move": {
        "backup": Listed("move", "Copy the log into a new file while others write"),
        "dump": Listed("move", "Print the log as lines of JSON"),
        "load": Listed("move", "Append what a dump has beyond the store"),
        "rebuild": Listed("maintain", "Make the views anew from the log"),
    },
    "Set up and measure": {
        "doctor": Listed("doctor", "Whether all is there that is needed, and how to get it"),
        "lexicon": Listed("lexicon", "What a name, an office-holder or a word means to the rules"),
        "schema": Listed("maintain", "The JSON Schema of events"),
        "compare": Listed("agreement", "How far two readers agree"),
        "score": Listed("agreement", "How well a reader does on reports that a person coded"),
    },
}
"""By heading, in the order in which they are shown."""

LISTED: dict[str, Listed] = {name: listed for commands in CATALOGUE.values() for name, listed in commands.items()}


class Catalogued(TyperGroup):
    """The commands of the catalogue, each made when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  typer asks with it
        """The names of all commands, in order."""
        return list(LISTED)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | TyperGroup | None:  # noqa: ARG002
        """The command of a name, from its module; None when there is none."""
        if cmd_name not in LISTED:
            return None
        if cmd_name not in self.commands:
            app = Commands()
            import_module(f"cli.{LISTED[cmd_name].module}").register(app)
            self.commands.update(get_group(app).commands)
            for name in self.commands:
                self.commands[name].short_help = LISTED[name].summary
        return self.commands[cmd_name]  # type: ignore[return-value]  # what typer makes is one of the two

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called. A name that is none is refused with those that are like it."""
        if args[0] not in LISTED and not args[0].startswith("-") and not ctx.resilient_parsing:
            from tracker.nearest import did_you_mean  # noqa: PLC0415  only where a name is wrong

            meant = did_you_mean(args[0], LISTED) or "`tracker --help` lists them"
            ctx.fail(f"There is no command {args[0]!r}: {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the commands below their headings."""
        width = max(map(len, LISTED))
        for heading, commands in CATALOGUE.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), listed.summary) for name, listed in commands.items()])
