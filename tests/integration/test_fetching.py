"""What an address may reach, how much of it, and for how long; asked of a real server on this machine."""

import gzip
import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from serving import Answer, Served, serving
from sources import WORDS, docx, page, pdf, rss

from tracker.errors import EmptyText, OffLimits, TooLong, Unreachable
from tracker.fetching.client import Client, requestable
from tracker.fetching.guard import is_public
from tracker.incoming import IncomingReport
from tracker.reading import Item, read_reports

SEEN = datetime(2022, 3, 20, 8, tzinfo=UTC)
DATED = '<meta property="article:published_time" content="2022-03-17T10:00:00Z">'


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(now=lambda: SEEN, allow_private=True, pause=0) as one:
        yield one


def read(address: str, client: Client) -> Item:
    (item,) = read_reports([address], today=date(2025, 1, 31), fetch=client)
    return item


def test_a_page_becomes_a_report_that_says_when_it_was_seen(served: Served, client: Client) -> None:
    served.pages["/2022/warns"] = Answer(page(DATED))
    report = read(served.url("/2022/warns?utm_source=x#top"), client)
    assert isinstance(report, IncomingReport)
    assert (report.text, report.title, report.publisher) == (WORDS, "U.S. warns China", "Example Wire")
    assert (report.url, report.seen) == (served.url("/2022/warns?utm_source=x").partition("?")[0], SEEN)
    assert report.published == date(2022, 3, 17)


def test_it_says_its_name_and_asks_robots_first(served: Served, client: Client) -> None:
    served.pages["/a"] = Answer(page(DATED))
    read(served.url("/a"), client)
    assert [path for path, _ in served.asked] == ["/robots.txt", "/a"]
    assert all(heads["user-agent"].startswith("sanctions-tracker/") for _, heads in served.asked)


def test_the_canonical_address_counts_only_on_the_same_host(served: Served, client: Client) -> None:
    served.pages["/a"] = Answer(page(f'{DATED}<link rel="canonical" href="/b">'))
    served.pages["/c"] = Answer(page(f'{DATED}<link rel="canonical" href="https://other.example/b">'))
    here, elsewhere = read(served.url("/a"), client), read(served.url("/c"), client)
    assert isinstance(here, IncomingReport)
    assert isinstance(elsewhere, IncomingReport)
    assert (here.url, elsewhere.url) == (served.url("/b"), served.url("/c"))


@pytest.mark.parametrize(
    ("body", "type_", "words"),
    [
        (pdf("Talks in Antalya."), "application/pdf", "Talks in Antalya."),
        (pdf("Talks in Antalya."), "application/octet-stream", "Talks in Antalya."),
        (docx("Talks."), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Talks."),
        (b"Talks.", "text/plain", "Talks."),
    ],
)
def test_the_server_says_the_kind_or_the_first_bytes_do(
    served: Served, client: Client, body: bytes, type_: str, words: str
) -> None:
    served.pages["/2022/03/17/a"] = Answer(
        b"---\npublished: 2022-03-17\n---\n" + body if body == b"Talks." else body, type=type_
    )
    report = read(served.url("/2022/03/17/a"), client)
    if isinstance(report, IncomingReport):
        assert report.text.startswith(words)
    else:  # a PDF or Word file says no date of its own
        assert "no publication date" in str(report)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(status=404), Unreachable, "the server answers 404"),
        (Answer(status=503, heads={"Retry-After": "120"}), Unreachable, "503; it asks to wait for 120 seconds"),
        (Answer(b""), EmptyText, "the server sent nothing"),
        (Answer(b"x", type="image/png"), Unreachable, "the server sends image/png, which is not read"),
        (Answer(rss(), type="application/rss+xml"), Unreachable, "follow it with `tracker feed add"),
        (Answer(b"a" * (16 * 2**20 + 1)), TooLong, "more than 16,777,216 bytes"),
        (Answer(gzip.compress(bytes(40 * 2**20)), heads={"Content-Encoding": "gzip"}), TooLong, "more than 16,777,216"),
        (Answer(b"no gzip", heads={"Content-Encoding": "gzip"}), Unreachable, "is damaged"),
        (Answer(b"x", heads={"Content-Encoding": "br"}), Unreachable, "packs its answer as 'br'"),
        (Answer(b"short", heads={"Content-Length": "99"}), Unreachable, "cannot be reached"),
        (Answer(status=302, heads={"Location": "ftp://x.example/a"}), Unreachable, "is no http or https address"),
        (Answer(status=302, heads={"Location": "/a"}), Unreachable, "more than 5 redirects"),
    ],
)
def test_what_gives_nothing_says_why(
    served: Served, client: Client, answer: Answer, kind: type[Exception], words: str
) -> None:
    if "Content-Length" in answer.heads:
        answer.heads["Connection"] = "close"
        served.pages["/a"] = answer
        with Client(now=lambda: SEEN, allow_private=True, pause=0, most_seconds=2) as hasty:
            error = read(served.url("/a"), hasty)
        assert isinstance(error, Unreachable)
        return
    served.pages["/a"] = answer
    error = read(served.url("/a"), client)
    assert isinstance(error, kind)
    assert words in str(error)
    assert str(error).startswith(served.url("/a"))


def test_a_packed_page_is_unpacked(served: Served, client: Client) -> None:
    served.pages["/a"] = Answer(gzip.compress(page(DATED).encode()), heads={"Content-Encoding": "gzip"})
    assert isinstance(read(served.url("/a"), client), IncomingReport)


def test_a_server_that_drips_is_left(served: Served) -> None:
    served.pages["/a"] = Answer(page(DATED), drip=0.05)
    with Client(now=lambda: SEEN, allow_private=True, pause=0, most_seconds=1) as hasty:
        error = read(served.url("/a"), hasty)
    assert isinstance(error, Unreachable)
    assert "takes too long" in str(error)


def test_a_server_that_is_not_there_is_named(client: Client) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/a"
    assert isinstance(read(address, client), Unreachable)


def test_addresses_are_not_read_where_nobody_can_fetch_them() -> None:
    (error,) = read_reports(["https://example.org/a"], today=date(2025, 1, 31))
    assert isinstance(error, OffLimits)


def test_what_robots_closes_is_not_read(served: Served, client: Client) -> None:
    served.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /private/*.html\n", type="text/plain")
    served.pages["/private/a.html"] = served.pages["/b.html"] = Answer(page(DATED))
    served.pages["/c"] = Answer(status=302, heads={"Location": "/private/a.html"})
    assert isinstance(read(served.url("/b.html"), client), IncomingReport)
    for path in ("/private/a.html", "/c"):
        error = read(served.url(path), client)
        assert isinstance(error, OffLimits)
        assert "robots.txt" in str(error)
    assert served.paths() == ["/b.html", "/c"]


def test_a_host_whose_robots_cannot_be_had_is_left_alone(served: Served, client: Client) -> None:
    served.pages["/robots.txt"] = Answer(status=500)
    served.pages["/a"] = Answer(page(DATED))
    assert isinstance(read(served.url("/a"), client), Unreachable)
    assert served.paths() == []


def test_a_private_address_is_not_connected_to(served: Served) -> None:
    served.pages["/a"] = Answer(page(DATED))
    port = served.address.rpartition(":")[2]
    with Client(now=lambda: SEEN, pause=0) as careful:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1"):
            error = read(f"http://{host}:{port}/a", careful)
            assert isinstance(error, OffLimits), host
            assert "--allow-private" in str(error)
    assert served.asked == []


def test_a_name_that_leads_elsewhere_the_second_time_is_not_followed(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hostile name server answers first with a public address, then with this machine."""
    served.pages["/a"] = Answer(page(DATED))
    port = int(served.address.rpartition(":")[2])
    resolve, asked = socket.getaddrinfo, list[str]()

    def rebinding(host: str, *rest: object, **more: object) -> object:
        if host != "rebind.example":
            return resolve(host, *rest, **more)  # type: ignore[arg-type]
        asked.append(host)
        address = "192.0.2.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with Client(now=lambda: SEEN, pause=0, most_seconds=2) as careful:
        for _ in range(2):
            assert isinstance(read(f"http://rebind.example:{port}/a", careful), OffLimits | Unreachable)
    assert served.asked == []
    assert len(asked) == 2


def test_a_redirect_to_a_private_address_is_not_followed(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server takes the part of a public one: only its own address is said to be public."""
    served.pages["/a"] = Answer(
        status=302, heads={"Location": f"http://localhost:{served.address.rpartition(':')[2]}/b"}
    )
    served.pages["/b"] = Answer(page(DATED))
    monkeypatch.setattr("tracker.fetching.guard.is_public", lambda _: not asked_once(served))
    with Client(now=lambda: SEEN, pause=0) as careful:
        assert isinstance(read(served.url("/a"), careful), OffLimits)
    assert served.paths() == ["/a"]


def asked_once(served: Served) -> bool:
    return "/a" in served.paths()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  nothing is bound to it
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_of_the_public_internet(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("HTTP://Example.org:80", "http://example.org/"),
        ("https://user:secret@example.org/a#b", "https://example.org/a"),
        ("https://bücher.example/ä b?c=d e", "https://xn--bcher-kva.example/%C3%A4%20b?c=d%20e"),
    ],
)
def test_an_address_is_asked_for_in_one_form(given: str, asked: str) -> None:
    assert requestable(given) == asked


def test_a_version_had_before_is_asked_for_by_its_marks(served: Served, client: Client) -> None:
    def answer(heads: dict[str, str]) -> Answer:
        marks = {"ETag": '"7"', "Last-Modified": "Thu, 17 Mar 2022 10:00:00 GMT"}
        return Answer(status=304) if heads.get("if-none-match") == '"7"' else Answer("x", heads=marks)

    served.pages["/a"] = answer
    first = client(served.url("/a"))
    again = client(served.url("/a"), etag=first.etag, modified=first.modified)
    assert (first.body, first.unchanged) == (b"x", False)
    assert again.unchanged
    assert served.asked[-1][1]["if-modified-since"] == first.modified
