"""`tracker plot` as a user runs it."""

from pathlib import Path

import pytest
from command import EXAMPLES, tracker


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("plot") / "t.db"
    assert tracker("add", EXAMPLES, store=store).code == 0
    return store


@pytest.mark.parametrize("kind", ["timeline", "climate", "assessments"])
def test_every_kind_of_picture_is_drawn_from_the_examples(kind: str, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "picture.svg"
    ran = tracker("plot", "china", "USA", "--kind", kind, "-o", file, "--as-of", "2024-12-01", store=store)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == {"file": str(file), "kind": kind, "title": f"China – United States: {kind}"}
    assert "as of 2024-12-01" in file.read_text()


def test_measures_are_drawn_from_the_examples(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "picture.html"
    asked = ("plot", "USA", "Venezuela", "--kind", "measures", "-o", file, "--as-of", "2024-12-01")
    assert tracker(*asked, store=store).code == 0
    assert "acts on them" in file.read_text()


def test_a_picture_keeps_to_its_clocks_and_days(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    asked = ("plot", "USA", "CHN", "-o", file, "--as-of", "2024-12-01", "--until", "2023-06-30")
    assert tracker(*asked, "--published-by", "2023-01-31", "--format", "table", store=store).out.startswith("Wrote ")
    page = file.read_text()
    assert "from reports published by 2023-01-31" in page
    assert "first trip to China" in page
    assert "postponed" not in page.partition("</svg>")[2]


def test_what_cannot_be_drawn_is_said_in_one_line_and_leaves_no_file(store: Path, tmp_path: Path) -> None:
    for asked, words in (
        (("USA", "CHN", "-o", tmp_path / "a.pdf"), "a picture is written as .png, .svg, .html"),
        (("USA", "FRA", "-o", tmp_path / "a.png"), "nothing to draw"),
        (("USA", "CHN", "-o", tmp_path / "no" / "a.svg"), "cannot be written"),
        (("USA", "USA", "-o", tmp_path / "a.svg"), "two polities"),
    ):
        ran = tracker("plot", *asked, store=store)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert words in ran.err
    assert list(tmp_path.iterdir()) == []


def test_help_loads_nothing_that_draws() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = "import sys, cli.main; print([name for name in ('altair', 'vl_convert', 'spacy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
