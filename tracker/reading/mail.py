"""E-mails (.eml), through the standard library: newsletters and releases as they were sent."""

from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from tracker.errors import EmptyText, InputError, UnreadableFile
from tracker.reading.fields import Source
from tracker.reading.piece import Piece
from tracker.reading.prose import unwrapped, without_controls, words_of
from tracker.reading.publication import Claim

_HEADERS = frozenset({"from", "date", "subject", "to", "received", "message-id", "mime-version", "content-type"})


def read_mail(piece: Piece) -> Iterator[Source | InputError]:
    """Yield the body of an e-mail; its sender is the publisher, and when it was sent the publication date.

    The plain text is taken, or the words of the HTML when there is none. Attachments are not read.
    Raises UnreadableFile when it is no e-mail, EmptyText when it has no words.
    """
    data = piece.whole()
    if not data.strip():
        raise EmptyText(f"{piece.label}: the file is empty")
    # The library parses lazily and fails in many ways on headers that are no headers.
    try:
        yield _source(BytesParser(policy=policy.default).parsebytes(data), piece)
    except InputError:
        raise
    except Exception as error:
        raise UnreadableFile(f"{piece.label}: cannot be read as e-mail ({type(error).__name__}: {error})") from error


def _source(message: EmailMessage, piece: Piece) -> Source:
    if not _HEADERS & {name.lower() for name in message}:
        raise UnreadableFile(f"{piece.label}: this is no e-mail: it has none of the usual headers")
    body = _body(message)
    if not body.strip():
        raise EmptyText(f"{piece.label}: the e-mail has no words; save its attachments and add them")
    sent = _sent(message)
    name, address = parseaddr(_header(message, "from"))
    return Source(
        label=piece.label,
        values={
            "title": _header(message, "subject"),
            "publisher": name or address.partition("@")[2],
            "seen": piece.seen.isoformat() if piece.seen else "",
        },
        text=body,
        place=lambda key: f"{piece.label}, header {_HEADER_OF[key]}" if key in _HEADER_OF else piece.label,
        claims=(sent,) if sent else (),
    )


_HEADER_OF = {"title": "Subject", "publisher": "From", "published": "Date"}


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    return words_of(content) if part.get_content_type() == "text/html" else unwrapped(content)


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(without_controls(str(message.get(name, ""))).split())


def _sent(message: EmailMessage) -> Claim | None:
    """When it was sent, by its header; the day is the one in the sender's time zone."""
    sent = getattr(message.get("date"), "datetime", None)
    if not isinstance(sent, datetime):
        return None
    return Claim("its header Date", sent.date(), sent if sent.tzinfo else None)
