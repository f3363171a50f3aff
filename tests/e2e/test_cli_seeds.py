"""Two real articles, from the file to the answer; skipped where they do not lie beside the project."""

from pathlib import Path
from typing import Any

import pytest
from command import ROOT, tracker

SEEDS = ROOT.parent / "shared" / "gold" / "seeds.jsonl"
pytestmark = pytest.mark.skipif(not SEEDS.is_file(), reason="no gold sets beside the project")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One with the articles in their order, one in the opposite."""
    folder = tmp_path_factory.mktemp("seeds")
    rows = SEEDS.read_text().splitlines()
    made = []
    for name, order in (("forward", rows), ("backward", rows[::-1])):
        for number, row in enumerate(order):
            path = folder / f"{name}{number}.jsonl"
            path.write_text(row)
            assert tracker("add", path, store=folder / f"{name}.db").code == 0
        made.append(folder / f"{name}.db")
    return made


def state(store: Path, day: str) -> Any:
    return tracker("state", "USA", "CHN", "--as-of", day, store=store).json


def test_march_2022(stores: list[Path]) -> None:
    found = state(stores[0], "2022-03-17")
    meetings = {(meeting["date"], meeting["status"]) for meeting in found["meetings"]}
    assert {("2022-03-18", "scheduled"), ("2021-11", "held")} <= meetings
    rome = [meeting for meeting in found["meetings"] if "Rome" in meeting["quote"]]
    assert [meeting["status"] for meeting in rome] == ["held"]
    assert "2022-03-14" <= rome[0]["occurred"]["end"] <= "2022-03-17"
    assert any((item["source"], item["status"]) == ("USA", "standing") for item in found["warnings"])
    assert any(
        (item["holder"], item["target"], item["object"]) == ("USA", "CHN", "RUS") for item in found["assessments"]
    )


def test_november_2024(stores: list[Path]) -> None:
    found = state(stores[0], "2024-11-16")
    assert any(meeting["date"] == "2024-11-16" for meeting in found["meetings"])
    lethal = [item for item in found["assessments"] if item["predicate"] == "lethal_aid"]
    assert [item["stance"] for item in lethal] == ["no_evidence"]
    assert "China is providing “lethal assistance” to Russia" in lethal[0]["quote"]


def test_the_audit_shows_how_the_view_moved(stores: list[Path]) -> None:
    changes = tracker("audit", "CHN", "RUS", store=stores[0]).json
    stances = [change for change in changes if change["attribute"] == "stance"]
    assert {change["published"] for change in stances} == {"2022-03-17", "2024-11-15"}
    assert all(change["quote"] and change["report"]["id"] for change in stances)


@pytest.mark.parametrize("day", ["2022-03-17", "2024-11-16"])
def test_the_order_of_adding_changes_no_answer(stores: list[Path], day: str) -> None:
    forward, backward = (state(store, day) for store in stores)
    assert forward == backward
