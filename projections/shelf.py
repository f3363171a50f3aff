"""The reports of a store: listed, searched, counted, with the copies that there are of them."""

import sqlite3
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from events.values import Value
from projections.acts import ReportRef, Teller
from projections.clocks import Clocks, days_after, from_micros, to_micros
from projections.likeness import WITHIN_DAYS, Text, copies
from projections.viewsfile import reading


class ReportLine(Value):
    """A report in a list: what it is, when it was first recorded, and how many events it tells that count."""

    report: ReportRef
    language: str | None
    recorded: AwareDatetime
    events: int


class By(StrEnum):
    """What reports are counted by."""

    PUBLISHER = "publisher"
    MONTH = "month"


class ReportCount(Value):
    """How many reports there are of a publisher or of a month of publication, and events that they tell."""

    name: str
    reports: int
    events: int


class Shelf(Value):
    """Which reports are meant: all conditions must be met.

    `words` must all be in the title, in any form; `since` and `until` are days of publication, inclusive;
    `recorded_by` is an instant: reports as the log knew them then.
    """

    words: str | None = None
    publisher: str | None = None
    since: date | None = None
    until: date | None = None
    published_by: date | None = None
    recorded_by: AwareDatetime | None = None


_EVENTS = """(SELECT count(*) FROM events e WHERE e.report IN
    (SELECT v.id FROM reports v WHERE v.report_id = r.report_id)
    AND e.recorded <= :instant AND (e.superseded IS NULL OR e.superseded > :instant))"""
_ALWAYS = 2**63 - 1


def reports(connection: sqlite3.Connection, shelf: Shelf, *, limit: int | None = None) -> list[ReportLine]:
    """Reports in the order of publication; with a limit, the newest of them."""
    where, parameters = _where(shelf)
    query = (
        "SELECT r.report_id, r.publisher, r.title, r.published, r.url, r.language, r.first_recorded, "  # noqa: S608  constants
        f"{_EVENTS} FROM reports r WHERE {where} "
        "ORDER BY r.published DESC, r.publisher DESC, r.report_id DESC LIMIT :limit"
    )
    found = connection.execute(query, {**parameters, "limit": -1 if limit is None else limit}).fetchall()
    return [
        ReportLine(report=Teller(row[:5]).ref, language=row[5], recorded=from_micros(row[6]), events=row[7])
        for row in reversed(found)
    ]


def counts(connection: sqlite3.Connection, shelf: Shelf, by: By) -> list[ReportCount]:
    """How many reports there are: of each publisher, the most first, or of each month, in their order."""
    where, parameters = _where(shelf)
    name, order = {By.PUBLISHER: ("publisher", "2 DESC, 1"), By.MONTH: ("substr(published, 1, 7)", "1")}[by]
    query = (
        f"SELECT {name}, count(*), sum(told) FROM "  # noqa: S608  constants
        f"(SELECT r.publisher, r.published, {_EVENTS} AS told FROM reports r WHERE {where}) GROUP BY 1 ORDER BY {order}"
    )
    return [ReportCount(name=row[0], reports=row[1], events=row[2]) for row in connection.execute(query, parameters)]


def copies_of(connection: sqlite3.Connection, report_id: UUID, clocks: Clocks | None = None) -> list[ReportRef]:
    """The reports that counted at a moment and had the same text as a report, or a copy of it, as published."""
    instant = to_micros(clocks.recorded_by) if clocks and clocks.recorded_by else _ALWAYS
    latest = clocks.published_by if clocks and clocks.published_by else date.max
    columns = "report_id, publisher, title, published, url, text_sha256, text_length, sketch"
    with reading(connection):
        found = connection.execute(
            f"SELECT {columns} FROM reports WHERE report_id = ? AND recorded <= ? ORDER BY id DESC LIMIT 1",  # noqa: S608  constants
            (str(report_id), instant),
        ).fetchone()
        if found is None:
            return []
        day, text = date.fromisoformat(found[3]), _text(found)
        near = connection.execute(
            f"SELECT {columns} FROM reports WHERE recorded <= :at AND ifnull(superseded > :at, TRUE) "  # noqa: S608  constants
            "AND report_id != :id AND published <= :latest "
            "AND (text_sha256 = :text OR published BETWEEN :first AND :last) ORDER BY published, publisher, report_id",
            {
                "at": instant,
                "id": str(report_id),
                "latest": str(latest),
                "text": text.sha256,
                "first": str(days_after(day, -WITHIN_DAYS)),
                "last": str(days_after(day, WITHIN_DAYS)),
            },
        )
        return [Teller(row[:5]).ref for row in near if copies(text, day, _text(row), date.fromisoformat(row[3]))]


def _text(row: tuple[Any, ...]) -> Text:
    return Text(sha256=row[5], length=row[6], sketch=row[7])


def _where(shelf: Shelf) -> tuple[str, dict[str, Any]]:
    """The condition on `reports r`, and its parameters, `instant` among them."""
    instant = _ALWAYS if shelf.recorded_by is None else to_micros(shelf.recorded_by)
    conditions = ["r.recorded <= :instant", "(r.superseded IS NULL OR r.superseded > :instant)"]
    parameters: dict[str, Any] = {"instant": instant}
    if shelf.words is not None:
        conditions.append("r.id IN (SELECT rowid FROM reports_fts WHERE reports_fts MATCH :words)")
        parameters["words"] = " ".join(f'"{word}"' for word in shelf.words.replace('"', " ").split())
    for name, condition in (
        ("publisher", "r.publisher = :publisher"),
        ("since", "r.published >= :since"),
        ("until", "r.published <= :until"),
        ("published_by", "r.published <= :published_by"),
    ):
        value = getattr(shelf, name)
        if value is not None:
            conditions.append(condition)
            parameters[name] = str(value)
    return " AND ".join(conditions), parameters
