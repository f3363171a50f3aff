"""The documentation says what is so: its commands are run, its outputs are theirs, its reference is the program's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import NOT_RUN, PAGES, README, ROOT, blocks, rewritten, undated


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_stands_below_a_command_is_what_it_prints(page: Path) -> None:
    assert undated(rewritten(page)) == undated(page.read_text(encoding="utf-8"))


def test_every_block_that_is_not_run_has_its_reason_and_no_reason_is_left_over() -> None:
    unrun = [
        block.body for page in PAGES for block in blocks(page.read_text(encoding="utf-8")) if block.language == "sh"
    ]
    used = {start for start in NOT_RUN for body in unrun if body.startswith(start)}
    assert used == set(NOT_RUN)
    assert all(any(body.startswith(start) for start in NOT_RUN) for body in unrun)


def test_the_documentation_uses_targets_that_the_makefile_has() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    pages = README.read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    used = set(re.findall(r"(?:`|^\$ )make ([a-z]+)", pages, flags=re.MULTILINE))
    assert {"demo", "test", "check"} <= used <= targets


def test_the_commands_are_documented_as_they_are(tmp_path: Path) -> None:
    written = tmp_path / "commands.md"
    command = ["-m", "typer", "cli.main", "utils", "docs", "--name", "tracker", "--title", "Commands"]
    subprocess.run([sys.executable, *command, "--output", written], cwd=ROOT, check=True, capture_output=True)
    assert (ROOT / "docs" / "commands.md").read_text() == written.read_text()


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    pages = [README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        assert [link for link in links if not (page.parent / link).exists()] == []
