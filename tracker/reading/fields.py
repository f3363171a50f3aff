"""Named values of a header or a row → an incoming report, with what the caller overrides."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from events.polity import POLITIES
from events.values import Value
from tracker.dates import parse_day, parse_instant
from tracker.errors import BadDate, MissingPublicationDate, UnknownPolity
from tracker.incoming import UNNAMED_PUBLISHER, IncomingReport
from tracker.language import recognised
from tracker.reading.address import canonical_url
from tracker.reading.decoding import clean_body, clean_line
from tracker.reading.publication import Claim, disagreements

_OWN = "its own header"


class Remedies(NamedTuple):
    """What a person can do about a day: where nobody says it, and where two that were said differ."""

    undated: str = "give --published YYYY-MM-DD, say it in the report as 'published', or put it in the file's name"
    disputed: str = "give --published to decide otherwise"


_AT_THE_COMMAND = Remedies()


class Overrides(Value):
    """What the caller says of every report that is read, over what the reports say of themselves."""

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    seen: datetime | None = None


class Source(NamedTuple):
    """One report as it stands in a file: its values, its text, and how to name a place in it.

    `place` gives the label of a value's place ("notes/a.txt:3" for the header's third line). `claims` say when it came
    out, beside the value `published`, in the order in which they are believed; `hint` is of use where none does.
    """

    label: str
    values: Mapping[str, str]
    text: str
    place: Callable[[str], str]
    id: str | None = None
    claims: tuple[Claim, ...] = ()
    hint: str = ""


def make_report(
    source: Source, *, overrides: Overrides, today: date, remedies: Remedies = _AT_THE_COMMAND
) -> IncomingReport:
    """Check the values and make the report. `remedies` are those of whoever asked for it.

    Raises an InputError that names the place: EmptyText, NotText, MissingPublicationDate, BadDate, UnknownPolity.
    A day of publication or sight later than tomorrow is refused: tomorrow has begun somewhere, the day after has not.
    """
    text = clean_body(source.text, where=source.label)
    published, remarks = _publication(source, overrides, remedies)
    seen = overrides.seen or _instant(source, "seen")
    if published.day > today + timedelta(days=1):
        where = source.label if overrides.published else source.place("published")
        raise BadDate(f"{where}: the publication date {published.day} lies in the future (today is {today})")
    if seen and seen.date() > today + timedelta(days=1):
        where = source.label if overrides.seen else source.place("seen")
        raise BadDate(f"{where}: {seen.isoformat()}, when it was seen, lies in the future (today is {today})")
    return IncomingReport(
        label=source.label,
        id=source.id,
        url=canonical_url(overrides.url or _line(source, "url")),
        publisher=overrides.publisher or _line(source, "publisher") or UNNAMED_PUBLISHER,
        publisher_polity=_polity(source),
        title=_line(source, "title"),
        published=published.day,
        published_at=published.instant,
        seen=seen,
        text=text,
        language=recognised(text),
        remarks=tuple(f"{source.label}: {remark}" for remark in remarks),
    )


def _line(source: Source, key: str) -> str:
    return clean_line(source.values.get(key, ""), where=source.place(key), what=key)


def _instant(source: Source, key: str) -> datetime | None:
    text = _line(source, key)
    return parse_instant(text, where=source.place(key), what=key) if text else None


def _polity(source: Source) -> str | None:
    code = _line(source, "publisher_polity")
    if code and code not in POLITIES:
        raise UnknownPolity(
            f"{source.place('publisher_polity')}: publisher_polity {code!r} is no code of a polity; "
            "use ISO 3166-1 alpha-3 (USA) or a body (EU)"
        )
    return code or None


def _publication(source: Source, overrides: Overrides, remedies: Remedies) -> tuple[Claim, list[str]]:
    """The day and, where it is known, the instant, with what speaks against it."""
    if overrides.published:
        return Claim("--published", overrides.published), []
    own = _stated(source)
    claims = [own, *source.claims] if own else list(source.claims)
    if claims:
        return claims[0], [f"{said}, {remedies.disputed}" for said in disagreements(claims[0], claims[1:])]
    hint = f" ({source.hint})" if source.hint else ""
    raise MissingPublicationDate(f"{source.label}: no publication date{hint}; {remedies.undated}")


def _stated(source: Source) -> Claim | None:
    """What a header or a row says; the day of an instant is the one in its own time zone."""
    text, instant = _line(source, "published"), _instant(source, "published_at")
    if "T" in text:
        instant = parse_instant(text, where=source.place("published"), what="published")
        return Claim(_OWN, instant.date(), instant)
    if text:
        day = parse_day(text, where=source.place("published"), what="published")
        if instant and abs(instant.date() - day) > timedelta(days=1):
            raise BadDate(f"{source.place('published_at')}: published_at {instant} is another day than published {day}")
        return Claim(_OWN, day, instant)
    return Claim(_OWN, instant.date(), instant) if instant else None
