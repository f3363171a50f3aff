"""What every table and column of a views file means; `docs/views.md` is written from it, and checked against a file."""

from typing import NamedTuple

from projections.schema import FORMAT


class Table(NamedTuple):
    """What a table holds, and what its columns mean."""

    about: str
    columns: dict[str, str]


_SUPERSEDED = "Instant from which the row no longer counts; NULL while it does."
_RECORDED = "Instant at which the log recorded it."

TABLES: dict[str, Table] = {
    "reports": Table(
        "One row for each version of a report; a revision ends the version before it.",
        {
            "id": "The row.",
            "report_id": "The report, the same in all versions.",
            "version": "Place of the version in the report's stream.",
            "change": "`registered`, `revised`, or `restored` (it was withdrawn, and counts again).",
            "recorded": _RECORDED,
            "first_recorded": "Instant at which the first version was recorded.",
            "superseded": _SUPERSEDED,
            "url": "Canonical address.",
            "publisher": "Who published it.",
            "publisher_polity": "Code of the polity that the publisher speaks for.",
            "title": "Its title; searched by `reports_fts`.",
            "published": "Day of publication.",
            "published_at": "Instant of publication, where it is known.",
            "seen": "Instant at which this version was seen, where it is known.",
            "text_sha256": "Hash of its text, which lies in the log.",
            "text_length": "Characters of its text.",
            "sketch": "MinHash of its words, by which copies are known; NULL for short texts and in old logs.",
            "language": "ISO 639-1 code, where it is known.",
            "extractor": "What read it for events.",
            "extractor_version": "In which version.",
        },
    ),
    "events": Table(
        "One row for each version of an event: who did what toward whom, and the words that prove it.",
        {
            "id": "The row.",
            "event_id": "The event, the same in all versions.",
            "report": "The version of the report that tells it: `reports.id`.",
            "version": "Place of the event in the report's stream.",
            "change": "What made this version: `recorded`, `corrected`, `revised`, `restored` (a review was undone).",
            "position": "Place in the log of what made this version.",
            "recorded": _RECORDED,
            "first_recorded": "Instant at which the first version was recorded.",
            "superseded": _SUPERSEDED,
            "superseded_by": "Place in the log of what ended this version.",
            "valid_from": "Day from which a question `as of` a day sees it.",
            "published": "Day of publication of its report.",
            "type": "Type of the event, such as `MeetingHeld`.",
            "source": "Code of the polity that acts.",
            "target": "Code of the polity acted upon.",
            "third_parties": "Codes of others named, with blanks between.",
            "modality": "`happened`, `announced`, `planned` or `conditional`.",
            "background": "1 when the report tells it as background, else 0.",
            "occurred_start": "First day on which it can have happened.",
            "occurred_end": "Last day on which it can have happened.",
            "precision": "How exactly the report dates it: `day`, `days`, `range`, `month`, `year`, `unknown`.",
            "quote": "The words that prove it; searched by `events_fts`.",
            "quote_start": "Where they begin in the text, in characters.",
            "quote_end": "Where they end.",
            "details": "JSON: coding, attribution, and the fields of the type.",
        },
    ),
    "subjects": Table(
        "What facts are about: relationships, meetings, measures, warnings, demands, assessments.",
        {
            "id": "The row.",
            "key": "Its name, such as `measure:USA:RUS:tariff`. An assessment that is `other` has its words in it.",
            "kind": "The first part of the key.",
            "pair": "The relationship that it belongs to, such as `RUS-USA`.",
            "about": "For an assessment, the relationship of those it is about.",
            "proposition": "For an assessment, what is judged, whoever judges: `CHN:lethal_aid:RUS`.",
        },
    ),
    "facts": Table(
        "What each version of an event says of an attribute of a subject. The last row by `valid_from` is in force.",
        {
            "subject": "`subjects.id`.",
            "attribute": "What is said of it: `act`, `status`, `stage`, `expiry`, `stance`, `likelihood`, …",
            "valid_from": "Day from which it is so.",
            "position": "Place in the log.",
            "event": "The version of the event that says so: `events.id`.",
            "published": "Day of publication of its report.",
            "recorded": _RECORDED,
            "superseded": _SUPERSEDED,
            "value": "What is said.",
        },
    ),
    "reviews": Table(
        "What happened to an event or report after it was recorded.",
        {
            "position": "Place in the log.",
            "recorded": _RECORDED,
            "kind": "`confirmed`, `corrected`, `retracted`, `withdrawn`, `undone` (one of these, as `reason` says), "
            "`revised`, `archived` (a model's reading).",
            "report": "`reports.id`.",
            "event": "`events.id`; NULL when it is about the whole report.",
            "reason": "Reason from a closed list.",
            "because": "Reason in words.",
            "by": "Who decided it.",
            "details": "JSON: the fields changed, before and after; what replaces it.",
        },
    ),
    "links": Table(
        "What an analyst decided of which events belong together. Of several about the same two the last counts.",
        {
            "position": "Place in the log.",
            "link_id": "The decision.",
            "recorded": _RECORDED,
            "superseded": _SUPERSEDED,
            "superseded_by": "Place in the log of what ended it.",
            "kind": "`linked` or `unlinked`.",
            "relation": "Of a link: `same` (both tell of one act or meeting) or `answer` (of the second to the first).",
            "pair": "The relationship, such as `CHN-USA`.",
            "first": "`events.event_id`.",
            "second": "`events.event_id`.",
            "report": "The report in whose stream it stands: `reports.id`.",
            "because": "Reason in words.",
            "by": "Who decided it.",
        },
    ),
    "gradings": Table(
        "How reliable analysts hold publishers to be. A later grade of a publisher ends the one before it.",
        {
            "position": "Place in the log.",
            "recorded": _RECORDED,
            "superseded": _SUPERSEDED,
            "key": "The publisher: its name in lower case, in one form.",
            "publisher": "Its name as it was given.",
            "reliability": "`A` (completely reliable) to `E` (unreliable), or `F` (cannot be judged).",
            "because": "Reason in words.",
            "by": "Who graded it.",
        },
    ),
    "progress": Table(
        "How far the views have followed the log: one row.",
        {
            "id": "Always 1.",
            "position": "Place in the log of the last row taken in; 0 for none.",
            "recorded": "When the log took that row in; views whose log has another row there are made anew.",
        },
    ),
    "events_fts": Table("Full-text search over quotes: `rowid` is `events.id`.", {"quote": "The words."}),
    "reports_fts": Table("Full-text search over titles: `rowid` is `reports.id`.", {"title": "The title."}),
}


def page() -> str:
    """The page about the views, in Markdown."""
    parts = [
        "# Views",
        "The views of a store lie beside it (`tracker.db.views`): a SQLite file that opens in `sqlite-utils`, in\n"
        "`datasette` and in anything else that reads SQLite. They follow the log and can be removed at any time.\n"
        "Nothing in them is deleted: a row that no longer counts has `superseded`. Days are ISO texts, instants\n"
        "microseconds "
        f"since 1970 in UTC. This is format {FORMAT}; views of an older format are made anew at the next question.",
    ]
    for name, table in TABLES.items():
        lines = "\n".join(f"| `{column}` | {meaning} |" for column, meaning in table.columns.items())
        parts.append(f"## `{name}`\n\n{table.about}\n\n| column | meaning |\n|---|---|\n{lines}")
    return "\n\n".join(parts) + "\n"
