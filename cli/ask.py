"""`tracker state`, `audit`, `events`, `show`: questions to the store."""

from typing import Annotated

import typer

from cli import clock, completion, fields
from cli.examples import examples
from cli.moment import AsOf, ByThen, MinReliability, PublishedBy, RecordedBy, known_then, moment
from cli.options import Formatted, Store, days, store_address
from cli.rebuilding import watched
from cli.render import Format, chosen, render

Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day.")]
Subject = Annotated[
    str | None, typer.Option("--subject", metavar="KEY", help="Only this subject, or those whose key begins so.")
]
Types = Annotated[
    list[str] | None,
    typer.Option(
        "--type", metavar="TYPE", help="Only this type; can be repeated.", autocompletion=completion.event_type
    ),
]
OfReport = Annotated[
    str | None, typer.Option("--report", metavar="ID", help="Only of this report.", autocompletion=completion.report_id)
]
Words = Annotated[
    str | None, typer.Option("--words", metavar="WORDS", help="Only with these words in the quote or the title.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="Only the newest so many.")]
StateOf = Annotated[
    str | None,
    typer.Argument(
        metavar="A", help="A polity, by code or name: USA, china, EU. Default: all.", autocompletion=completion.polity
    ),
]
StateWith = Annotated[
    str | None, typer.Argument(metavar="B", help="The other polity. Default: all.", autocompletion=completion.polity)
]
AuditOf = Annotated[
    str | None,
    typer.Argument(
        metavar="A",
        help="A polity, by code or name: USA, china, EU. Left out with --subject.",
        autocompletion=completion.polity,
    ),
]
AuditWith = Annotated[
    str | None,
    typer.Argument(metavar="B", help="The other polity.", autocompletion=completion.polity),
]
MaybeOne = Annotated[
    str | None, typer.Argument(metavar="A", help="Only events with this polity.", autocompletion=completion.polity)
]
MaybeOther = Annotated[
    str | None, typer.Argument(metavar="B", help="Only events between the two.", autocompletion=completion.polity)
]
All = Annotated[bool, typer.Option("--all", help="Show everything, not only what matters most.")]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    for command in (state, audit, events, show):
        app.command()(command)


@examples(
    "tracker state USA China --as-of 2023-02-10",
    "# as the papers had it two days after the visit was announced",
    "tracker state USA China --as-of 2023-02-10 --published-by 2023-01-20",
    "# everything that the one screen leaves out",
    "tracker state USA China --as-of 2023-02-10 --all",
    "# one polity with all others",
    "tracker state venezuela",
)
def state(  # noqa: PLR0913  every clock is an option
    a: StateOf = None,
    b: StateWith = None,
    *,
    all_: All = False,
    as_of: AsOf = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Show how two polities stood at a date, with the words that prove it; or one with all others, or the world."""
    from cli.briefing import NEWEST, Beside, briefing, shown_ids  # noqa: PLC0415  these load what `tracker --help` does not need
    from cli.world import world  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    names = load_gazetteer()
    one, other = (None if name is None else names.resolve(name) for name in (a, b))
    clocks = moment(as_of, published_by, recorded_by, min_reliability)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        if one and other:
            found = tracker.state(*_two(one, other), **clocks.named)
            beside = None
            if chosen(format_) is Format.TABLE:
                marks = tracker.ask.marks(shown_ids(found), clocks)
                beside = Beside(tracker.events(pair=found.pair, limit=NEWEST, clocks=clocks), marks)
            render(found, format_, lambda answer: briefing(answer, names.name, beside, whole=all_))
        else:
            render(
                tracker.ask.overview(clocks, polity=one), format_, lambda answer: world(answer, names.name, whole=all_)
            )


@examples(
    "tracker audit USA China",
    "tracker audit USA China --subject assessment --since 2023-01-01",
    "# one subject, whoever it is about",
    "tracker audit --subject assessment:USA:CHN:lethal_aid:RUS",
)
def audit(  # noqa: PLR0913  every clock and filter is an option
    a: AuditOf = None,
    b: AuditWith = None,
    *,
    since: Since = None,
    until: Until = None,
    subject: Subject = None,
    as_of: ByThen = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Tell change by change what became of a relationship, when, and because of which words."""
    from cli.chronology import chronology  # noqa: PLC0415  these load what `tracker --help` does not need
    from cli.edited import edit_list  # noqa: PLC0415
    from projections.history import Change  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415
    from tracker.wording import Edit  # noqa: PLC0415

    names = load_gazetteer()
    one, other = _two(names.resolve(a), names.resolve(b)) if a is not None and b is not None else (None, None)
    if one is None and (a is not None or not subject):
        raise typer.BadParameter("name two polities, or with --subject how a subject's key begins", param_hint="A B")
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        first, last = days(since, until)
        clocks = known_then(as_of, published_by, recorded_by, min_reliability)
        changes = tracker.audit(one, other, since=first, until=last, subject=subject, clocks=clocks)
        edits = tracker.edits(one, other, since=first, until=last, subject=subject, clocks=clocks)
    told = chronology(changes, names.name) if changes or not edits else ()
    render([*changes, *edits], format_, lambda _: (*told, *edit_list(edits)), of=(Change, Edit))


@examples(
    "tracker events USA China --since 2023-06-01 --until 2023-12-31",
    "tracker events --type SanctionsImposed --type SanctionsEased",
    'tracker events --words "lethal aid"',
)
def events(  # noqa: PLR0913  every filter is an option
    a: MaybeOne = None,
    b: MaybeOther = None,
    *,
    types: Types = None,
    since: Since = None,
    until: Until = None,
    report: OfReport = None,
    words: Words = None,
    limit: Limit = None,
    as_of: ByThen = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    min_reliability: MinReliability = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """List events, in the order in which they happened."""
    from cli.listing import listing  # noqa: PLC0415  these load what `tracker --help` does not need
    from projections.listing import EventView  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    one, other = (None if name is None else load_gazetteer().resolve(name) for name in (a, b))
    first, last = days(since, until)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        found = tracker.events(
            pair=(one, other) if one and other else None,
            polity=one if not other else None,
            types=[event_type(name) for name in types or ()],
            since=first,
            until=last,
            report=report,
            words=words,
            limit=limit,
            clocks=known_then(as_of, published_by, recorded_by, min_reliability),
        )
    render(found, format_, listing, of=EventView)


@examples(
    "tracker show 9c216944",
    "# a report, with its events",
    "tracker show 4d5ef879",
)
def show(
    item: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of an event or report, or how it begins.", autocompletion=completion.any_id
        ),
    ],
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Of a report: what changed in its text.")] = False,
    account: Annotated[
        bool, typer.Option("--account", help="What models were asked and answered about the report, word for word.")
    ] = False,
    as_of: ByThen = None,
    published_by: PublishedBy = None,
    recorded_by: RecordedBy = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Show an event with its words in context, or a report with its events, as it stood at any moment."""
    from cli.accounts import account_pages  # noqa: PLC0415  these load what `tracker --help` does not need
    from cli.card import card  # noqa: PLC0415
    from cli.edited import text_diff  # noqa: PLC0415
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.readers.auditing import AccountView  # noqa: PLC0415
    from tracker.wording import TextChange  # noqa: PLC0415

    clocks = known_then(as_of, published_by, recorded_by)
    with Tracker(store_address(store), clock=clock.now, watch=watched) as tracker:
        if diff:
            render(tracker.text_changes(item, clocks), format_, text_diff, of=TextChange)
        elif account:
            render(tracker.accounts(item, clocks), format_, account_pages, of=AccountView)
        else:
            render(tracker.show(item, clocks), format_, card)


def _two(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise typer.BadParameter(f"a relationship has two polities, not {one} twice", param_hint="B")
    return one, other


def event_type(name: str) -> str:
    """The event type of that name, in any case. Raises a usage error for none."""
    from events import POLICY_EVENTS  # noqa: PLC0415

    return fields.event_type(name, POLICY_EVENTS, "--type")
