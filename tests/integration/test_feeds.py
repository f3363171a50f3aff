"""Feeds of a real server, taken into a real store: each entry once, what changed as a revision, failures survived."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from built import PreparedExtractor
from serving import Answer, Served, serving
from sources import WORDS, item, page, rss

from events import digest
from projections.details import ReportDetail
from tracker.application import Tracker
from tracker.errors import NotOurStore, StoreTooNew
from tracker.extraction.proposal import Proposal
from tracker.feeds import FeedBook, Followed, Polled, Poller, watch
from tracker.fetching.client import Client

START = datetime(2022, 3, 20, 8, tzinfo=UTC)
DAY = timedelta(days=1)


class AnyText(dict[str, list[Proposal]]):
    """Nothing is proposed for any text."""

    def __missing__(self, text: str) -> list[Proposal]:
        return []


class Desk:
    """A clock that a test turns, a store, the feeds that are followed for it, and what asks them."""

    def __init__(self, folder: Path, served: Served, client: Client) -> None:
        self.now = START
        self.served = served
        self.book = FeedBook(folder / "t.db.feeds")
        self.tracker = Tracker(folder / "t.db", clock=lambda: self.now, extractor=PreparedExtractor(AnyText()))
        self.poller = Poller(self.book, fetch=client, add=self.tracker.add, now=lambda: self.now, today=self.now.date)

    def follow(self, path: str = "/feed", **options: object) -> None:
        address = self.served.url(path)
        self.book.follow(Followed.model_validate({"address": address, "title": "", "added": self.now, **options}))

    def poll(self, number: int = 0) -> Polled:
        self.now += timedelta(minutes=30)
        return self.poller.poll(self.book.feeds()[number])

    def serve(self, *items: str, **heads: str) -> None:
        self.served.pages["/feed"] = Answer(rss(*items), type="application/rss+xml", heads=heads)

    def shown(self, polled: Polled) -> ReportDetail:
        (outcome,) = polled.outcomes
        found = self.tracker.show(str(outcome.report_id))
        assert isinstance(found, ReportDetail)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as served, Client(now=lambda: one.now, allow_private=True, pause=0) as client:
        one = Desk(tmp_path, served, client)
        yield one
        one.tracker.close()
        one.book.close()


def statuses(polled: Polled) -> list[str]:
    return [outcome.status for outcome in polled.outcomes]


def test_each_entry_is_read_once_and_a_changed_one_is_a_revision(desk: Desk) -> None:
    desk.follow()
    desk.serve(item(2, "Kenya met Uganda."), item(1, "Iran met Oman."))
    assert statuses(desk.poll()) == ["recorded", "recorded"]
    desk.serve(item(3, "Peru met Chile."), item(2, "Kenya met Rwanda."), item(1, "Iran met Oman."))
    again = desk.poll()
    assert [(one.status, one.label.rpartition("/")[2]) for one in again.outcomes] == [
        ("revised", "2"),
        ("recorded", "3"),
    ]
    assert (desk.poll().outcomes, again.entries, again.title) == ((), 3, "Example Feed")


def test_an_entry_carries_its_words_its_date_and_when_it_was_seen(desk: Desk) -> None:
    desk.follow(publisher="Foreign Office")
    desk.serve(item(1, "Iran met Oman.", link="https://feed.example/a?utm_source=rss"))
    report = desk.shown(desk.poll())
    assert (report.publisher, report.url) == ("Foreign Office", "https://feed.example/a")
    assert report.published == date(2022, 3, 17)


def test_an_unchanged_feed_is_asked_for_by_its_marks_only(desk: Desk) -> None:
    def answer(heads: dict[str, str]) -> Answer:
        if heads.get("if-none-match") == '"1"':
            return Answer(status=304)
        return Answer(rss(item(1, "Iran met Oman.")), type="application/rss+xml", heads={"ETag": '"1"'})

    desk.follow()
    desk.served.pages["/feed"] = answer
    assert [desk.poll().status for _ in range(3)] == ["read", "unchanged", "unchanged"]


def test_a_feed_that_was_not_finished_is_read_again(desk: Desk) -> None:
    """An entry whose page cannot be had is tried again, so the marks of the feed are not kept."""
    desk.follow(pages=True)
    link = desk.served.url("/page")
    desk.serve(item(1, "A summary.", link=link), ETag='"1"')
    desk.served.pages["/page"] = Answer(status=503)
    failed = desk.poll()
    assert (failed.status, failed.outcomes) == ("read", ())
    assert "the server answers 503" in failed.unread[0]
    desk.served.pages["/page"] = Answer(page())
    assert statuses(desk.poll()) == ["recorded"]
    assert desk.served.asked[-2][1].get("if-none-match") is None


def test_the_page_of_an_entry_gives_the_words_and_the_feed_the_date(desk: Desk) -> None:
    desk.follow(pages=True)
    desk.serve(item(1, "A summary.", link=desk.served.url("/page")))
    desk.served.pages["/page"] = Answer(page())
    report = desk.shown(desk.poll())
    assert (report.title, report.published) == ("U.S. warns China", date(2022, 3, 17))
    assert report.url == desk.served.url("/page")
    assert report.text_sha256 == digest(WORDS)


def test_a_page_and_a_feed_that_disagree_on_the_date_are_named(desk: Desk) -> None:
    desk.follow(pages=True)
    desk.serve(item(1, "A summary.", link=desk.served.url("/page")))
    desk.served.pages["/page"] = Answer(page('<meta name="date" content="2022-03-01">'))
    polled = desk.poll()
    (remark,) = polled.remarks
    assert "published 2022-03-01 by its metadata (date), but 2022-03-17 by the feed; 2022-03-01 is taken" in remark
    how = f"`tracker add {desk.served.url('/page')} --published YYYY-MM-DD`"
    assert remark.endswith(f"{how} records its page with another day")


def test_an_entry_of_which_nobody_says_the_day_is_refused_with_a_way_that_a_feed_has(desk: Desk) -> None:
    desk.follow()
    bare = '<item><guid isPermaLink="false">1</guid>{}<title>T</title><description>Iran met Oman.</description></item>'
    desk.serve(bare.format("<link>https://feed.example/a</link>"), bare.format("").replace("1", "2"))
    unlinked, linked = desk.poll().unread
    assert "no publication date" in linked
    assert linked.endswith("`tracker add https://feed.example/a --published YYYY-MM-DD` records its page")
    assert unlinked.endswith("nothing of it is recorded until the feed says one")


def test_an_entry_that_only_says_when_it_was_changed_keeps_its_first_day(desk: Desk) -> None:
    def atom(changed: str, text: str) -> Answer:
        entry = f"<entry><id>1</id><title>A</title><updated>{changed}</updated><content>{text}</content></entry>"
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>F</title>{entry}</feed>'
        return Answer(feed, type="application/atom+xml")

    desk.follow()
    desk.served.pages["/feed"] = atom("2022-03-17T10:00:00Z", "Iran met Oman.")
    desk.poll()
    desk.served.pages["/feed"] = atom("2022-03-19T10:00:00Z", "Iran met Oman in Muscat.")
    (outcome,) = desk.poll().outcomes
    assert outcome.published == date(2022, 3, 17)


def test_what_cannot_be_read_of_a_feed_is_named_once_and_the_rest_goes_in(desk: Desk) -> None:
    desk.follow()
    desk.serve(item(1, "Iran met Oman."), item(2, "Kenya met Uganda.", published=None), item(3, ""))
    first, second = desk.poll(), desk.poll()
    assert statuses(first) == ["recorded"]
    assert sorted(reason.partition("] ")[2].partition(": ")[2][:20] for reason in first.unread) == [
        "no publication date;",
        "the text is empty; a",
    ]
    assert any("follow the feed with --pages" in reason for reason in first.unread)
    assert second.unread == ()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=500), "the server answers 500"),
        (Answer("<html>no feed</html>"), "no RSS or Atom feed"),
        (Answer(rss(item(1, "Iran met Oman."))[:200], type="application/rss+xml"), "the feed is broken at line 1"),
        (Answer(""), "the file is empty"),
    ],
)
def test_a_feed_that_fails_is_named_and_the_next_one_is_read(desk: Desk, answer: Answer, words: str) -> None:
    desk.follow("/bad")
    desk.now += timedelta(seconds=1)
    desk.follow()
    desk.served.pages["/bad"] = answer
    desk.serve(item(1, "Iran met Oman."))
    bad, good = desk.poll(0), desk.poll(1)
    assert bad.status == "failed"
    assert words in str(bad.reason)
    assert statuses(good) == ["recorded"]
    assert desk.book.feeds()[0].reason == bad.reason


def waits(desk: Desk, days: float) -> Iterator[tuple[datetime, Polled]]:
    """Watch for some days of a clock that jumps; yield when each feed was asked."""
    until = desk.now + days * DAY

    def wait(seconds: float) -> bool:
        desk.now += timedelta(seconds=seconds)
        return desk.now >= until

    for polled in watch(
        desk.book,
        desk.poller,
        every=timedelta(hours=1),
        now=lambda: desk.now,
        wait=wait,
        chance=lambda: 0.5,
    ):
        yield desk.now, polled


def test_a_watch_asks_at_its_pace_with_some_chance_in_it(desk: Desk) -> None:
    desk.follow()
    desk.serve(item(1, "Iran met Oman."))
    times = [time for time, _ in waits(desk, 1)]
    assert {later - earlier for earlier, later in pairwise(times)} == {timedelta(minutes=63)}


def test_a_watch_lets_a_failing_feed_rest_longer_and_longer_and_goes_on_when_it_is_back(desk: Desk) -> None:
    desk.follow()
    times = [time for time, polled in waits(desk, 5) if polled.status == "failed"]
    rests = [(later - earlier) / timedelta(minutes=15) for earlier, later in pairwise(times)]
    assert all(2**n <= rest <= 2**n * 1.1 for n, rest in enumerate(rests[:7]))
    assert max(rests) <= 24 * 4 * 1.1
    desk.serve(item(1, "Iran met Oman."))
    assert [polled.status for _, polled in waits(desk, 2)][:2] == ["read", "read"]
    assert desk.book.feeds()[0].failures == 0


def test_a_server_that_asks_to_wait_is_given_the_time(desk: Desk) -> None:
    desk.follow()
    desk.served.pages["/feed"] = Answer(status=429, heads={"Retry-After": "7200"})
    desk.poll()
    (feed,) = desk.book.feeds()
    assert feed.due == desk.now + timedelta(hours=2)


def test_nothing_more_is_begun_when_it_is_to_stop(desk: Desk, tmp_path: Path) -> None:
    desk.follow()
    desk.serve(item(1, "Iran met Oman."), item(2, "Kenya met Uganda."), ETag='"1"')
    answers = iter([False, True, True, True])
    with Client(now=lambda: START, allow_private=True, pause=0) as client:
        poller = Poller(
            desk.book,
            fetch=client,
            add=desk.tracker.add,
            now=lambda: START,
            today=START.date,
            stopped=lambda: next(answers),
        )
        polled = poller.poll(desk.book.feeds()[0])
    assert statuses(polled) == ["recorded"]
    assert desk.book.feeds()[0].etag is None
    assert statuses(desk.poll()) == ["recorded"]


def test_a_feed_taken_out_leaves_nothing_behind(desk: Desk) -> None:
    desk.follow()
    desk.serve(item(1, "Iran met Oman."))
    desk.poll()
    address = desk.served.url("/feed")
    assert desk.book.forget(address)
    assert not desk.book.forget(address)
    assert (desk.book.feeds(), desk.book.seen(address, "1")) == ([], None)


def test_a_lost_file_of_feeds_costs_only_work(desk: Desk, tmp_path: Path) -> None:
    desk.follow()
    desk.serve(item(1, "Iran met Oman."))
    desk.poll()
    desk.book.forget(desk.served.url("/feed"))
    desk.follow()
    assert statuses(desk.poll()) == ["known"]


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.db.feeds"
    path.write_text("Dear diary, this is no database at all.")
    with pytest.raises(NotOurStore):
        FeedBook(path)
    assert path.read_text().startswith("Dear diary")


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415

    FeedBook(tmp_path / "f").close()
    connection = sqlite3.connect(tmp_path / "f")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreTooNew):
        FeedBook(tmp_path / "f")
