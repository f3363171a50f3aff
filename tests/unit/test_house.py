"""The house itself: its names are its own, and its lock files hold what they should and no more."""

import re
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", name, maxsplit=1)[0]).lower()


def locked(lock: str) -> set[str]:
    return {normal(line) for line in (ROOT / lock).read_text().splitlines() if re.match(r"\w", line)}


@pytest.mark.parametrize("package", ["cli", "tracker", "projections", "events"])
def test_no_other_distribution_owns_a_top_level_name_of_ours(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"sanctions-tracker"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_a_hash_for_every_version_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|^-|index-url|find-links", text, flags=re.MULTILINE)
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert all(re.match(r"[\w.-]+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = {normal(name) for name in (*project["project"]["dependencies"], *project["build-system"]["requires"])}
    assert run <= locked("requirements.lock")
    assert {normal(name) for name in project["dependency-groups"]["dev"]} <= locked("requirements-dev.lock")


def test_everything_locked_installs_on_the_oldest_python_that_is_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    oldest = f"{project['project']['requires-python'].removeprefix('>=')}.0"
    names = {name for lock in LOCKS for name in locked(lock)}
    needs = {dist.name: SpecifierSet(str(dist.metadata.json.get("requires_python", ""))) for dist in distributions()}
    assert [name for name in needs if normal(name) in names and oldest not in needs[name]] == []


def test_every_dependency_has_its_decision_written_down() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    decisions = (ROOT / "docs" / "decisions.md").read_text().lower()
    names = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert [name for name in map(normal, names) if name not in decisions and name != "coverage"] == []
