"""Asks servers, as a polite program: named, no faster than it should, and only for what its owner lets it read."""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from tracker.errors import InputError, OffLimits, TooLong, Unreachable
from tracker.fetching.guard import Guard
from tracker.fetching.reach import MOST_BYTES, MOST_REDIRECTS, MOST_SECONDS, MOST_SILENCE, Fetched
from tracker.fetching.robots import Robots

AGENT = "sanctions-tracker"
"""The name under which robots.txt speaks to this program."""

PAUSE = 1.0
"""Seconds between two questions to one host, where its robots.txt asks for no longer ones."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_WANTED = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.5"


class Client:
    """Fetches addresses; a context manager. Keeps what robots.txt of each host says for as long as it lives.

    `now` gives the time at which something was seen. With `allow_private`, addresses of private networks are read too.
    Proxies are not used: behind one, nobody could say where a name leads.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        allow_private: bool = False,
        pause: float = PAUSE,
        most_seconds: float = MOST_SECONDS,
    ) -> None:
        self._now = now
        self._pause = pause
        self._most_seconds = most_seconds
        self._guard = Guard(allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpcore.default_ssl_context(),
            network_backend=self._guard,
            max_connections=4,
            keepalive_expiry=5,
        )
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def __call__(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Get what stands at an address; see `Fetch`."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        given = {name: value for name, value in conditions.items() if value}
        self._guard.ends = time.monotonic() + self._most_seconds
        url = requestable(address)
        for _ in range(MOST_REDIRECTS + 1):
            self._be_polite(url, address)
            answer = self._ask(url, address, given)
            if answer.status not in _MOVED or not answer.location:
                return self._taken(answer, url, address)
            url = requestable(urljoin(url, answer.location), of=address)
        raise Unreachable(f"{address}: more than {MOST_REDIRECTS} redirects; give the address of the page itself")

    def _taken(self, answer: "_Answer", url: str, address: str) -> Fetched:
        fetched = Fetched(
            url=url,
            seen=self._now(),
            content_type=answer.content_type,
            etag=answer.etag,
            modified=answer.modified,
        )
        if answer.status == 304:
            return replace(fetched, unchanged=True)
        if answer.status != 200:
            wait = self._asked_to_wait(answer.retry_after)
            again = f"; it asks to wait for {wait:.0f} seconds" if wait else ""
            raise Unreachable(f"{address}: the server answers {answer.status}{again}", wait=wait)
        return replace(fetched, body=answer.body)

    def _asked_to_wait(self, retry_after: str | None) -> float:
        """The seconds that `Retry-After` tells, as a number or as a date."""
        if not retry_after:
            return 0
        if retry_after.strip().isdigit():
            return float(retry_after)
        try:
            return max(0.0, (parsedate_to_datetime(retry_after) - self._now()).total_seconds())
        except (ValueError, TypeError):  # no date, or one without a zone
            return 0

    def _be_polite(self, url: str, address: str) -> None:
        """Raise OffLimits for what robots.txt closes; wait where the host was asked a moment ago."""
        origin = urlunsplit((*urlsplit(url)[:2], "", "", ""))
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin, address)
        robots = self._robots[origin]
        if not robots.allows(url, AGENT):
            raise OffLimits(
                f"{address}: robots.txt of {origin} closes it to programs; save the page yourself and add it"
            )
        if origin in self._asked:
            pause = max(self._pause, robots.delay(AGENT))
            time.sleep(max(0.0, self._asked[origin] + pause - time.monotonic()))
        self._asked[origin] = time.monotonic()

    def _rules(self, origin: str, address: str) -> Robots:
        url = f"{origin}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask(url, address, {}, cut=True)
            if answer.status in _MOVED and answer.location:
                url = requestable(urljoin(url, answer.location), of=address)
                continue
            if answer.status >= 500:
                raise Unreachable(f"{address}: the server answers {answer.status} for its robots.txt; try again later")
            return Robots(answer.body if answer.status == 200 else b"")
        return Robots(b"")

    def _ask(self, url: str, address: str, conditions: dict[str, str], *, cut: bool = False) -> "_Answer":
        headers = {
            "Host": urlsplit(url).netloc,
            "User-Agent": f"{AGENT}/{version('sanctions-tracker')}",
            "Accept": _WANTED,
            "Accept-Encoding": "gzip",
            **conditions,
        }
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), MOST_SILENCE)
        with (
            _explained(address),
            self._pool.stream("GET", url, headers=list(headers.items()), extensions={"timeout": seconds}) as response,
        ):
            answer = _answer(response)
            return answer._replace(body=_body(response, address, cut=cut)) if answer.status == 200 else answer


class _Answer(NamedTuple):
    """The head of an answer, and its body where there is one of use."""

    status: int
    content_type: str
    encoding: str
    location: str | None
    etag: str | None
    modified: str | None
    retry_after: str | None
    body: bytes = b""


def requestable(address: str, *, of: str | None = None) -> str:
    """An address as it can be asked for: in ASCII, without a name and password, without a fragment.

    Raises Unreachable for what is no http or https address; `of` is the address that led to it.
    """
    where = of or address
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
        name = host if host is None or ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise Unreachable(f"{where}: {address!r} is no http or https address ({error})") from error
    if parts.scheme.lower() not in {"http", "https"} or not name:
        raise Unreachable(f"{where}: {address!r} is no http or https address")
    netloc = f"[{name}]" if ":" in name else name
    netloc += f":{port}" if port is not None and port != {"http": 80, "https": 443}[parts.scheme.lower()] else ""
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]") for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Say what the library raises as an error of ours that names the address."""
    try:
        yield
    except OffLimits as error:
        raise OffLimits(f"{address}: {error}") from error
    except InputError:
        raise
    except httpcore.TimeoutException as error:
        raise Unreachable(f"{address}: the server takes too long; try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise Unreachable(f"{address}: cannot be reached ({error or type(error).__name__})") from error


def _answer(response: httpcore.Response) -> _Answer:
    heads = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    return _Answer(
        status=response.status,
        content_type=heads.get(b"content-type", ""),
        encoding=heads.get(b"content-encoding", "identity").strip().lower(),
        location=heads.get(b"location"),
        etag=heads.get(b"etag"),
        modified=heads.get(b"last-modified"),
        retry_after=heads.get(b"retry-after"),
    )


def _body(response: httpcore.Response, address: str, *, cut: bool) -> bytes:
    """The body, unpacked as it comes, so that no more than its limit is ever held. Raises TooLong, Unreachable."""
    encoding = _answer(response).encoding
    if encoding not in {"identity", "", "gzip", "x-gzip"}:
        raise Unreachable(f"{address}: the server packs its answer as {encoding!r}, which it was not asked to do")
    unpack = zlib.decompressobj(31) if "gzip" in encoding else None
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk if unpack is None else _unpacked(unpack, chunk, address)
        if len(body) > MOST_BYTES:
            if cut:
                break
            raise TooLong(f"{address}: the answer has more than {MOST_BYTES:,} bytes, too many for a report")
    return bytes(body[: MOST_BYTES + 1])


def _unpacked(unpack: "zlib._Decompress", chunk: bytes, address: str) -> bytes:
    try:
        return unpack.decompress(chunk, MOST_BYTES + 1)
    except zlib.error as error:
        raise Unreachable(f"{address}: the server's answer is damaged ({error})") from error
