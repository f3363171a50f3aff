"""`tracker confirm`, `correct`, `retract`, `undo`, `withdraw`, `record`, `history`: what an analyst does, and did."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from cli import clock, completion
from cli.examples import examples
from cli.fields import assignments, event_type, polity, when
from cli.options import Formatted, Store, store_address
from cli.rebuilding import watched
from cli.render import Format, render

if TYPE_CHECKING:
    from tracker.analyst import Analyst, Reviewed

EventId = Annotated[
    str,
    typer.Argument(metavar="EVENT", help="The id of an event, or how it begins.", autocompletion=completion.event_id),
]
Retracted = Annotated[
    str,
    typer.Argument(
        metavar="EVENT",
        help="The id of an event or of a decision about two, or how it begins.",
        autocompletion=completion.event_id,
    ),
]
Undone = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The id of an event, of a decision about two, or of a withdrawn report, or how it begins.",
        autocompletion=completion.any_id,
    ),
]
ReportId = Annotated[
    str,
    typer.Argument(
        metavar="REPORT",
        help="The id of a report, or how it begins, or its address.",
        autocompletion=completion.report_id,
    ),
]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why; it stays with the event.")]
By = Annotated[
    str | None,
    typer.Option("--by", envvar="TRACKER_BY", metavar="NAME", help="Who does it. Default: your login name."),
]
Changes = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help="What is otherwise: type, target, occurred, measure, judgement.stance …; can be repeated.",
    ),
]
Further = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="A further field, such as measure=tariff; can be repeated."),
]


WithAccount = Annotated[
    bool,
    typer.Option("--account", help="Also what models were asked and answered about its report; as data, only that."),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (confirm, correct, retract, undo, withdraw, record, history):
        app.command()(command)


@examples('tracker confirm 9c216944 --because "read the report"')
def confirm(event: EventId, *, because: Because, by: By = None, store: Store = None, format_: Formatted = None) -> None:
    """Hold that the report states an event as it stands; later readings leave it alone."""
    reviewed(store, by, format_, lambda analyst: analyst.confirm(event, because=because))


@examples(
    'tracker correct 9c216944 --set judgement.stance=asserts --because "it says so further down"',
)
def correct(
    event: EventId, *, set_: Changes, because: Because, by: By = None, store: Store = None, format_: Formatted = None
) -> None:
    """Change named fields of an event and nothing else; what was held before stays in the log."""
    changes = assignments(set_)
    reviewed(store, by, format_, lambda analyst: analyst.correct(event, changes, because=because))


@examples('tracker retract 5f78a948 --because "background, and no act of that day"')
def retract(
    event: Retracted,
    *,
    because: Because,
    replaced_by: Annotated[
        str | None,
        typer.Option(
            "--replaced-by",
            metavar="EVENT",
            help="The event that is right instead.",
            autocompletion=completion.event_id,
        ),
    ] = None,
    by: By = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Say that the report does not state an event, or undo a link; it no longer counts from now on."""
    reviewed(store, by, format_, lambda analyst: analyst.retract(event, because=because, replaced_by=replaced_by))


@examples(
    'tracker retract 5f78a948 --because "background, and no act of that day"',
    'tracker undo 5f78a948 --because "it is the act of that day after all"',
)
def undo(event: Undone, *, because: Because, by: By = None, store: Store = None, format_: Formatted = None) -> None:
    """Take back the last review of an event, whoever made it, a decision about two, or the withdrawal of a report.

    The log keeps both.
    """
    reviewed(store, by, format_, lambda analyst: analyst.undo(event, because=because))


@examples('tracker withdraw 4d5ef879 --because "the agency withdrew it"')
def withdraw(
    report: ReportId, *, because: Because, by: By = None, store: Store = None, format_: Formatted = None
) -> None:
    """Take a report out of the count, with all its events."""
    reviewed(store, by, format_, lambda analyst: analyst.withdraw(report, because=because))


@examples(
    "tracker record CriticismVoiced --source China --target USA --report 4d5ef879 "
    '--quote "China rejected the charge on Monday" --on 2023-02-20',
)
def record(  # noqa: PLR0913  every part of an event is an option
    type_: Annotated[
        str,
        typer.Argument(
            metavar="TYPE", help="The event type, such as MeetingHeld.", autocompletion=completion.event_type
        ),
    ],
    *,
    source: Annotated[
        str, typer.Option("--source", metavar="A", help="Who acts, by code or name.", autocompletion=completion.polity)
    ],
    target: Annotated[
        str,
        typer.Option("--target", metavar="B", help="Toward whom, by code or name.", autocompletion=completion.polity),
    ],
    report: Annotated[
        str,
        typer.Option(
            "--report",
            metavar="URL",
            help="The stored report: its address, or how its id begins.",
            autocompletion=completion.report_id,
        ),
    ],
    quote: Annotated[str, typer.Option("--quote", metavar="TEXT", help="The words that say so, as they stand there.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="When: a day, month or year. Default: not known.")
    ] = None,
    set_: Further = None,
    because: Because = "recorded by hand",
    by: By = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Record an event that a stored report states and the extractor did not find."""
    from events import POLICY_EVENTS  # noqa: PLC0415  building 30 models takes a moment
    from tracker.analyst import ByHand  # noqa: PLC0415  it loads what `tracker --help` does not need

    found = ByHand(
        type=event_type(type_, POLICY_EVENTS, "TYPE"),
        source=polity(source),
        target=polity(target),
        occurred=when(on, "--on"),
        quote=quote,
        details=assignments(set_ or ()),
    )
    reviewed(store, by, format_, lambda analyst: analyst.record(report, found, because=because))


@examples(
    'tracker confirm 9c216944 --because "read the report"',
    "tracker history 9c216944",
)
def history(event: EventId, *, account: WithAccount = False, store: Store = None, format_: Formatted = None) -> None:
    """Show every hand that touched an event: what read it, moved it, corrected it, ended it."""
    from cli.accounts import account_pages  # noqa: PLC0415  these load what `tracker --help` does not need
    from cli.reviewed import timeline  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.readers.auditing import AccountView  # noqa: PLC0415

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.history(event)
        accounts = tracker.accounts(event) if account else ()
    if account:
        render(accounts, format_, lambda views: (*timeline(found), *account_pages(views)), of=AccountView)
    else:
        render(found, format_, timeline)


def reviewed(store: str | None, by: str | None, format_: Format | None, act: Callable[["Analyst"], "Reviewed"]) -> None:
    """Let an analyst act on a store, and write what was done."""
    from cli.reviewed import outcome  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.application import Tracker  # noqa: PLC0415

    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        done = act(tracker.analyst(reviewer(by)))
    render(done, format_, outcome)


def reviewer(by: str | None) -> str:
    """The name under which something is reviewed: the one given, or the login name."""
    return by or _login_name()


def _login_name() -> str:
    from getpass import getuser  # noqa: PLC0415

    try:
        return getuser()
    except (OSError, KeyError) as error:  # an account without a name
        raise typer.BadParameter("your account has no name: say who does it", param_hint="--by") from error
