"""Completion as shells ask for it: through their environment variables, and in a real bash."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from command import EXAMPLES, ROOT, TRACKER, tracker


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("completion") / "t.db"
    assert tracker("add", EXAMPLES, store=place).code == 0
    return place


def asked(shell: str, line: str, store: Path) -> subprocess.CompletedProcess[str]:
    """What the command answers to a shell that wants the last word of a line completed."""
    words = line.split(" ")
    given = {
        "bash": {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    environment = os.environ | given | {"_TRACKER_COMPLETE": f"complete_{shell}", "TRACKER_STORE": str(store)}
    return subprocess.run([TRACKER], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def offered(line: str, store: Path) -> list[str]:
    """What bash is offered, without a word beside it."""
    done = asked("bash", line, store)
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("tracker sta", {"state", "stats"}),
        ("tracker feed re", {"remove"}),
        ("tracker state --rec", {"--recorded-by"}),
        ("tracker state Uni", {"United-States", "United-Kingdom"}),
        ("tracker state USA uni", {"united-states", "united-kingdom"}),
        ("tracker state GB", {"GBR"}),
        ("tracker measures ven", {"ven", "venezuela"}),
        ("tracker record MeetingH", {"MeetingHeld"}),
        ("tracker record MeetingHeld --source chi", {"china", "chile"}),
        ("tracker events --type Sanctions", {"SanctionsImposed", "SanctionsEased", "SanctionsThreatened"}),
        ("tracker measures --kind asset", {"asset_freeze"}),
        ("tracker state --format t", {"table"}),
        ("tracker why USA CHN st", {"stance", "status", "stage"}),
        ("tracker show 9c", {"9c216944"}),
        ("tracker show 9c216944-5", {"9c216944-51a5-5d15-96b1-a33ee7e4c635"}),
        ("tracker show 4d", {"4d5ef879"}),
        ("tracker withdraw 4d", {"4d5ef879"}),
        ("tracker reports --publisher Ex", {r"Example\ Wire"}),
    ],
)
def test_what_begins_so_is_offered_and_nothing_else(line: str, among: set[str], store: Path) -> None:
    found = offered(line, store)
    typed = line.rpartition(" ")[2]
    assert among <= set(found)
    assert all(one.startswith(typed) for one in found)


def test_an_event_is_not_offered_where_a_report_is_meant(store: Path) -> None:
    assert offered("tracker withdraw 9c216", store) == []
    assert offered("tracker confirm 4d5ef", store) == []


def test_before_a_polity_is_typed_those_are_offered_of_which_the_store_tells(store: Path, tmp_path: Path) -> None:
    told = offered("tracker state ", store)
    assert {"USA", "CHN", "RUS", "VEN"} <= set(told)
    assert "AND" not in told
    assert "AND" in offered("tracker state ", tmp_path / "none.db")


def test_every_polity_that_is_offered_is_understood(store: Path) -> None:
    for name in ("united-states", "Guinea-Bissau", "European-Union", "côte-d'ivoire"):
        assert tracker("measures", name, store=store).code == 0


def test_zsh_and_fish_are_told_what_an_offer_means(store: Path) -> None:
    assert '"VEN":"Venezuela"' in asked("zsh", "tracker state VE", store).stdout
    told = asked("fish", "tracker show 9c2169", store).stdout
    assert told == "9c216944\t2023-02-20 USA CHN AssessmentReported\n"
    assert "state\tHow two polities stood" in asked("fish", "tracker sta", store).stdout


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "damaged", "folder", "server"])
def test_a_store_that_cannot_be_read_is_no_matter(kind: str, store: Path, tmp_path: Path) -> None:
    place = tmp_path / "t.db"
    views = tmp_path / "t.db.views"
    if kind == "text":
        views.write_text("no database")
    elif kind == "empty":
        views.touch()
    elif kind == "folder":
        views.mkdir()
    elif kind == "damaged":
        views.write_bytes(store.with_name("t.db.views").read_bytes()[:5000])
    before = sorted(tmp_path.iterdir())
    address = Path("postgresql://nobody@127.0.0.1:1/none") if kind == "server" else place
    assert offered("tracker show 9c", address) == []
    assert "china" in offered("tracker state chi", address)
    assert sorted(tmp_path.iterdir()) == before


def test_completion_loads_nothing_that_reads_or_draws(store: Path) -> None:
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sorted({'spacy', 'numpy', 'rich.table', 'eventsourcing.sqlite', 'sqlite_utils',"
        " 'trafilatura', 'textual', 'altair'} & set(sys.modules)), file=sys.stderr))\n"
        "from cli.main import app\n"
        "app(prog_name='tracker')"
    )
    words = {"COMP_WORDS": "tracker\nshow\n9c", "COMP_CWORD": "2", "_TRACKER_COMPLETE": "complete_bash"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | words | {"TRACKER_STORE": str(store)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("9c216944\n", "\n")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_a_real_bash_completes_the_line(store: Path, tmp_path: Path) -> None:
    environment = {
        "PATH": f"{TRACKER.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "TRACKER_STORE": str(store),
        "TERM": "dumb",
        "PS1": "$ ",
    }
    bash = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], env=environment, encoding="utf-8", timeout=180)
    try:
        bash.sendline('bind "set enable-bracketed-paste off"; eval "$(tracker --show-completion bash)"; echo re""ady')
        bash.expect_exact("ready")
        for typed, completed in (
            ("tracker timel", "ine "),
            ("USA --for", "mat "),
            ("cs", "v "),
            ("venez", "uela "),
            ("--sin", "ce "),
        ):
            bash.send(f"{typed}\t")
            bash.expect_exact(f"{typed}{completed}")
        bash.sendline("2023-10-01; echo ov''er")
        bash.expect_exact("over\r\n")
        assert "SanctionsEased" in str(bash.before)
    finally:
        bash.close(force=True)
