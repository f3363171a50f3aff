"""Reports read by a Dask cluster: a scheduler and workers in processes of their own, on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from built import RULES_2, report, ticking
from reading import DEADLY, ONCE, Prepared, many, told

from tracker.application import Tracker
from tracker.errors import ClusterUnusable
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome

pytest.importorskip("distributed")

from tracker.cluster import Cluster
from tracker.pool import DIED

TESTS = Path(__file__).parents[1]


class Newer(Prepared):
    """Calls itself newer than what the workers have."""

    reading = RULES_2


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, each begun anew when it dies."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    environment = os.environ | {
        "PYTHONPATH": str(TESTS),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_TEMPORARY_DIRECTORY": str(folder),
    }
    local = ["--host", "127.0.0.1", "--scheduler-file", str(file), "--no-dashboard"]
    commands = [
        ["scheduler", "--port", "0", *local],
        ["worker", "--nworkers", "2", "--nthreads", "1", *local],
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        for command in commands
    ]
    try:
        for _ in range(3_600):
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.05)
        yield json.loads(file.read_text())["address"]
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process that was told to end; one that does not, as a worker on a busy machine, is killed."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=60)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of three reports."""
    monkeypatch.setattr("tracker.batch.MOST_REPORTS", 3)


def add(store: Path, reports: list[IncomingReport], address: str | None) -> list[Outcome]:
    with Tracker(store, clock=ticking(), extractor=Prepared()) as tracker:
        if address is None:
            return list(tracker.add(reports))
        with closing(Cluster(address, Prepared)) as readers:
            return list(tracker.add(reports, readers=readers))


def test_the_log_is_that_of_one_machine(cluster: str, tmp_path: Path) -> None:
    reports = list(many(20))
    add(tmp_path / "here", reports, None)
    outcomes = add(tmp_path / "there", reports, cluster)
    assert [outcome.label for outcome in outcomes] == [one.label for one in reports]
    assert told(tmp_path / "here") == told(tmp_path / "there") != []


def test_a_worker_that_is_killed_on_the_way_loses_nothing(cluster: str, tmp_path: Path) -> None:
    reports = list(many(20))
    reports[5] = report(f"{ONCE}{tmp_path / 'mark'}", label="once")
    outcomes = add(tmp_path / "t.db", reports, cluster)
    assert (tmp_path / "mark").exists()
    assert [(outcome.label, outcome.status) for outcome in outcomes] == [(one.label, "recorded") for one in reports]


def test_a_report_that_ends_every_worker_is_refused_and_no_other(cluster: str, tmp_path: Path) -> None:
    reports = list(many(6))
    reports[4] = report(DEADLY, label="deadly")
    outcomes = add(tmp_path / "t.db", reports, cluster)
    assert [(one.label, one.reason) for one in outcomes if one.status != "recorded"] == [("deadly", DIED)]
    assert len(outcomes) == 6


def test_workers_that_would_read_otherwise_are_refused(cluster: str) -> None:
    with closing(Cluster(cluster, Prepared)) as readers:
        readers._reading = RULES_2
        with pytest.raises(ClusterUnusable, match=r"a worker reads by rules 1\.0, this program by rules 2\.0"):
            readers.begin([report()])()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere at all"])
def test_an_address_where_no_cluster_is_is_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cluster._PATIENCE", 1)
    with pytest.raises(ClusterUnusable, match="no cluster answers at"):
        Cluster(address, Prepared)
