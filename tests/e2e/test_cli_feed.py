"""`tracker feed`, `tracker watch` and addresses, as a user runs them; the pages are of a server on this machine."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ROOT, TRACKER, tracker
from serving import Answer, Served, serving
from sources import item, page, rss

DATED = '<meta property="article:published_time" content="2022-03-17T10:00:00Z">'
SANCTIONS = "The United States imposed sanctions on Belarus on Wednesday."


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        one.pages["/feed"] = Answer(rss(item(1, SANCTIONS)), type="application/rss+xml")
        one.pages["/page"] = Answer(page(DATED))
        yield one


def test_a_link_is_all_that_is_needed(served: Served, tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    refused = tracker("add", served.url("/page"), store=store)
    assert refused.code == 1
    assert "no address of the public internet; --allow-private reads it" in refused.err
    assert served.asked == []
    added = tracker("add", served.url("/page"), "--allow-private", store=store)
    (report,) = added.json["reports"]
    assert (added.code, report["title"], report["published"]) == (0, "U.S. warns China", "2022-03-17")
    assert "WarningIssued" in {event["type"] for event in report["events"]}


def test_standard_input_is_read(tmp_path: Path) -> None:
    environment = os.environ | {"TRACKER_STORE": str(tmp_path / "t.db"), "PYTHONWARNINGS": "error"}
    for given, labels in (
        (page(DATED), ["standard input"]),
        (json.dumps({"text": SANCTIONS, "published": "2022-03-17"}), ["standard input:1"]),
        (f"---\npublished: 2022-03-17\n---\n{SANCTIONS}", ["standard input"]),
    ):
        done = subprocess.run(
            [TRACKER, "add", "-", "--dry-run"],
            input=given,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert [report["label"] for report in json.loads(done.stdout)["reports"]] == labels


def test_a_feed_is_followed_polled_and_left(served: Served, tmp_path: Path) -> None:
    store, url = tmp_path / "t.db", served.url("/feed")
    assert tracker("feed", "poll", store=store).err.startswith("tracker: no feed is followed")
    followed = tracker("feed", "add", url, "--allow-private", store=store)
    assert (followed.code, followed.out) == (0, "")
    assert "Following Example Feed: 1 entries" in followed.err
    first, again = (tracker("feed", "poll", "--allow-private", store=store) for _ in range(2))
    (feed,) = first.json["feeds"]
    assert (first.code, feed["status"], feed["entries"]) == (0, "read", 1)
    assert [event["type"] for event in feed["reports"][0]["events"]] == ["SanctionsImposed"]
    assert again.json["feeds"][0]["reports"] == []
    assert [one["address"] for one in tracker("feed", "list", store=store).json] == [url]
    assert tracker("feed", "remove", url, store=store).code == 0
    assert tracker("feed", "remove", url, store=store).code == 1
    assert tracker("events", store=store).json[0]["report"]["url"] == "https://feed.example/1"


def test_what_is_no_feed_is_not_followed(served: Served, tmp_path: Path) -> None:
    ran = tracker("feed", "add", served.url("/page"), "--allow-private", store=tmp_path / "t.db")
    assert ran.code == 1
    assert "this is no RSS or Atom feed" in ran.err
    assert tracker("feed", "add", "nowhere", store=tmp_path / "t.db").code == 1
    assert tracker("feed", "list", store=tmp_path / "t.db").json == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_reads_what_is_new_until_it_is_stopped(served: Served, tmp_path: Path, number: int) -> None:
    store = tmp_path / "t.db"
    tracker("feed", "add", served.url("/feed"), "--allow-private", store=store)
    environment = os.environ | {"TRACKER_STORE": str(store), "PYTHONWARNINGS": "error"}
    command: list[str | Path] = [TRACKER, "watch", "--allow-private", "--format", "json"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        first = json.loads(watching.stdout.readline())
        watching.send_signal(number)
        _, err = watching.communicate(timeout=180)
    assert watching.returncode == 0
    assert [report["status"] for report in first["reports"]] == ["recorded"]
    assert err.splitlines()[-1] == "tracker: stopped; what was read is recorded"


def test_texts_in_another_language_are_recorded_without_events(tmp_path: Path) -> None:
    text = "Deutschland hat den Botschafter von Russland einbestellt und verurteilt den Krieg."
    (tmp_path / "a.txt").write_text(f"---\npublished: 2022-03-17\n---\n{text}")
    ran = tracker("add", tmp_path / "a.txt", "--format", "table", store=tmp_path / "t.db")
    assert ran.code == 0
    assert "Recorded 1 report with 0 events" in ran.out
    assert "1 not in English, so without events" in ran.out
    known = tracker("add", tmp_path / "a.txt", store=tmp_path / "t.db").json
    shown = tracker("show", known["reports"][0]["report_id"], store=tmp_path / "t.db").json
    assert (shown["language"], shown["events"]) == ("de", [])


def test_dates_that_disagree_are_said(tmp_path: Path) -> None:
    (tmp_path / "2022-03-20.html").write_text(page('<meta name="date" content="2022-03-17">'))
    ran = tracker("add", tmp_path, store=tmp_path / "t.db")
    assert ran.code == 0
    (warning,) = ran.json["warnings"]
    assert "published 2022-03-17 by its metadata (date), but 2022-03-20 by its file name" in warning
    assert ran.err == f"tracker: warning {warning}\n"
