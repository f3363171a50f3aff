"""HTML pages, through trafilatura: the article without what stands around it, and what the page says of itself."""

import logging
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from tracker.errors import EmptyText, InputError, UnreadableFile
from tracker.reading.address import canonical_url
from tracker.reading.dating import page_claims
from tracker.reading.fields import Source
from tracker.reading.piece import Piece
from tracker.reading.prose import without_controls
from tracker.reading.publication import addressed

_SHORTEST = 50
"""The characters of the shortest article that is taken as it was found."""


def read_page(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the article of a page. Raises UnreadableFile when it is no HTML, EmptyText when it has no article."""
    yield page_source(piece.whole(), piece)


def page_source(data: bytes, piece: Piece) -> Source:
    """The article of a page that was read, with title, publisher, address and who says when it came out."""
    tree = _tree(data, piece.label)
    claims = page_claims(tree)
    stated = _stated(tree)
    found = _article(tree, piece)  # which takes the tree apart
    address = _address(stated, piece.url)
    title = " ".join((found.title or "").split())
    dated_by_address = addressed(address) if address else None
    return Source(
        label=piece.label,
        values={
            "title": title,
            "publisher": found.sitename or _host(address),
            "url": address or "",
            "seen": piece.seen.isoformat() if piece.seen else "",
        },
        text=_without_title(without_controls(found.text or ""), title),
        place=lambda _key: piece.label,
        claims=(*claims, dated_by_address) if dated_by_address else tuple(claims),
    )


def _tree(data: bytes, label: str) -> Any:
    if not data.strip():
        raise EmptyText(f"{label}: the file is empty")
    trafilatura = _library()
    # A parser of hostile pages may fail in any way; what it cannot read is this page, and the others go on.
    try:
        tree = trafilatura.load_html(data)
    except Exception as error:
        raise UnreadableFile(f"{label}: cannot be read as HTML ({type(error).__name__}: {error})") from error
    if tree is None:
        raise UnreadableFile(f"{label}: this is no HTML page")
    return tree


def _article(tree: Any, piece: Piece) -> Any:
    try:
        found = _library().bare_extraction(
            tree,
            url=piece.url,
            with_metadata=True,
            include_comments=False,
            config=_settings(),
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:
        raise UnreadableFile(f"{piece.label}: cannot be read as HTML ({type(error).__name__}: {error})") from error
    if found is None or not (found.text or "").strip():
        raise EmptyText(f"{piece.label}: no article was found in the page; save its text and add that")
    return found


@cache
def _settings() -> Any:
    """The library's settings, but for the length below which it takes the bare text of the page, without its lines."""
    from trafilatura.settings import use_config  # noqa: PLC0415

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return settings


def _library() -> Any:
    # A second to load, and only pages need it. What it logs about pages, we say in our own words.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    return trafilatura


def _stated(tree: Any) -> str | None:
    """The address that the page says it has."""
    for place in ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content'):
        for found in tree.xpath(place):
            if str(found).strip():
                return str(found).strip()
    return None


def _address(stated: str | None, fetched: str | None) -> str | None:
    """The address that identifies the page: the one that it states, when that is of the same host and no front page.

    Many a site states its front page as the address of every article; reports would replace one another.
    """
    if stated is None:
        return fetched
    address = canonical_url(urljoin(fetched, stated) if fetched else stated)
    if address is None or urlsplit(address).path in {"", "/"}:
        return fetched
    return address if fetched is None or _host(address) == _host(fetched) else fetched


def _host(address: str | None) -> str:
    return ((urlsplit(address).hostname if address else None) or "").removeprefix("www.")


def _without_title(text: str, title: str) -> str:
    """The text without its first line where that is the title, which is kept beside it."""
    first, _, rest = text.strip().partition("\n")
    return rest if rest.strip() and " ".join(first.split()) == title else text.strip()
