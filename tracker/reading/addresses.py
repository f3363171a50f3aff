"""An address → something to be read: what the server sent, of the kind that it says or that its first bytes show."""

import io

from tracker.errors import EmptyText, OffLimits, Unreachable
from tracker.fetching.reach import Fetch, Fetched
from tracker.reading.address import canonical_url
from tracker.reading.kinds import Kind, kind_of_answer
from tracker.reading.piece import Piece


def fetched(address: str, fetch: Fetch | None) -> Piece:
    """What stands at an address. Raises OffLimits, Unreachable, TooLong, EmptyText; a feed is refused with advice."""
    if fetch is None:
        raise OffLimits(f"{address}: no addresses are read here")
    piece = piece_of(fetch(address), label=address)
    if piece.kind is Kind.FEED:
        raise Unreachable(f"{address}: this is a feed or other XML; follow it with `tracker feed add {address}`")
    return piece


def piece_of(answer: Fetched, *, label: str) -> Piece:
    """What a server sent, as something to be read. Raises EmptyText, and Unreachable for a kind that is not read."""
    if not answer.body.strip():
        raise EmptyText(f"{label}: the server sent nothing")
    kind = kind_of_answer(answer.content_type, answer.body[:1024])
    if kind is None or kind in {Kind.ZIP, Kind.GZIP}:
        raise Unreachable(
            f"{label}: the server sends {answer.content_type or 'an archive'}, which is not read; save it"
        )
    url = canonical_url(answer.url)
    return Piece(label=label, name=answer.url, kind=kind, file=io.BytesIO(answer.body), url=url, seen=answer.seen)
