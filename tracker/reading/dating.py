"""When a page says it was published: tags and data that are made for it, and no date from its prose."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from tracker.reading.publication import Claim, claim

_TAGS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationdate",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "published_date",
    "publication_date",
    "publishdate",
    "pubdate",
    "date",
)
"""The names of tags that state when a page was published, the most exact ones first."""

_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%b. %d, %Y", "%A, %B %d, %Y", "%Y/%m/%d", "%Y%m%d")
_DEEPEST = 12


def page_claims(tree: Any) -> list[Claim]:
    """Whatever in the page states when it was published, in the order in which it is believed.

    That is: tags in its head, its linked data (`datePublished`), elements marked as the time of publication, and last,
    where all its `<time>` elements have one and the same day, that day.
    """
    claims = [*_from_tags(tree), *_from_linked_data(tree), *_from_marks(tree)]
    return claims or _from_times(tree)


def stated(origin: str, text: str) -> Claim | None:
    """Read a date as machines write it, or with the English name of its month; none that can be read in two ways."""
    text = " ".join(text.split())
    found = claim(origin, text)
    for form in () if found else _WRITTEN:
        try:
            return Claim(origin, datetime.strptime(text, form).date())  # noqa: DTZ007  only the day is taken
        except ValueError:
            continue
    return found


def _from_tags(tree: Any) -> Iterator[Claim]:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name in _TAGS and element.get("content"):
                values.setdefault(name, element.get("content"))
    for name in _TAGS:
        if name in values and (found := stated(f"its metadata ({name})", values[name])):
            yield found


def _from_linked_data(tree: Any) -> Iterator[Claim]:
    found: dict[object, Claim] = {}
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json":
            for text in _dates_in(_loaded(script.text or "")):
                if one := stated("its metadata (datePublished)", text):
                    found.setdefault(one.day, one)
    # A page of several articles has several; which of them is this one nobody knows.
    if len(found) == 1:
        yield from found.values()


def _loaded(text: str) -> object:
    try:
        return cast("object", json.loads(text, strict=False))
    except (ValueError, RecursionError):  # pages have all kinds of slips in it
        return None


def _dates_in(data: object, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        row = cast("dict[str, object]", data)
        text = row.get("datePublished")
        if isinstance(text, str):
            yield text
        for value in row.values():
            yield from _dates_in(value, depth + 1)
    elif isinstance(data, list):
        for value in cast("list[object]", data):
            yield from _dates_in(value, depth + 1)


def _from_marks(tree: Any) -> Iterator[Claim]:
    found: dict[object, Claim] = {}
    for element in tree.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]'):
        text = element.get("datetime") or element.get("content") or element.text_content()
        if one := stated("the time that it marks as its publication", text):
            found.setdefault(one.day, one)
    if len(found) == 1:
        yield from found.values()


def _from_times(tree: Any) -> list[Claim]:
    found = {
        one.day: one
        for element in tree.iter("time")
        if (one := stated("the only day that it marks as a time", element.get("datetime") or ""))
    }
    return list(found.values()) if len(found) == 1 else []
