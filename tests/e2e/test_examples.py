"""The examples in the help of every command: there are some, they fit, and each does what it is meant to."""

import os
import shlex
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
import typer
from command import ROOT
from serving import Answer, Served, serving
from sources import item, page, rss
from speaking import MODEL, answering, speaking
from typer.core import TyperGroup
from typer.testing import CliRunner

from cli.catalogue import LISTED
from cli.examples import Commands, examples_of, folded
from cli.main import app

_SITE = "https://wire.example/"
_LOCAL_MODEL = "llama3.2"
_ENDLESS = "watch"


def _commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """All commands and sub-commands, by what one types."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    yield from _below(group, "tracker")


def _below(group: TyperGroup, path: str) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    context = typer.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, TyperGroup):
            yield from _below(command, f"{path} {name}")
        else:
            assert isinstance(command, typer.core.TyperCommand)
            yield f"{path} {name}", command


COMMANDS = dict(_commands())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the example reports."""
    store = tmp_path_factory.mktemp("filled") / "tracker.db"
    done = CliRunner().invoke(app, ["add", str(ROOT / "examples" / "reports"), "--store", str(store)])
    assert done.exit_code == 0
    return store


@pytest.fixture
def desk(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A folder with the examples and a copy of the store, a site, and a local model: all that examples speak of."""
    for file in filled.parent.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("TRACKER_STORE", str(tmp_path / "tracker.db"))
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    with serving() as site, speaking(tmp_path / "llm", answering()):
        models = tmp_path / "llm" / "extra-openai-models.yaml"
        models.write_text(models.read_text().replace(f"model_id: {MODEL}", f"model_id: {_LOCAL_MODEL}"))
        dated = '<meta property="article:published_time" content="2022-03-17T10:00:00Z">'
        site.pages["/visit.html"] = Answer(page(dated))
        site.pages["/world.rss"] = Answer(rss(item(1, "Mali condemned France.")), type="application/rss+xml")
        yield site


def test_the_catalogue_has_every_command_that_a_module_makes() -> None:
    modules = {path.stem for path in (ROOT / "cli").glob("*.py") if "\ndef register(" in path.read_text()}
    made = Commands()
    for module in modules:
        import_module(f"cli.{module}").register(made)
    group = typer.main.get_group(made)
    assert {listed.module for listed in LISTED.values()} == modules
    assert set(group.commands) == set(LISTED)


@pytest.mark.parametrize("path", COMMANDS)
def test_the_help_of_a_command_ends_with_examples_that_fit(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = CliRunner().invoke(app, [*path.split()[1:], "--help"])
    told, _, below = shown.output.partition("\nExamples:\n")
    assert shown.exit_code == 0
    assert f"  {path} " in f"{below} " or f"  {path}\n" in below
    assert max(map(len, shown.output.splitlines())) <= 80
    assert told.index("Usage") == 0


@pytest.mark.parametrize("path", COMMANDS)
def test_the_examples_of_a_command_run(path: str, desk: Served) -> None:
    given = examples_of(COMMANDS[path].callback)
    lines = [line for line in given if not line.startswith("#")]
    assert any(line.startswith(path) for line in lines)
    assert all(line.startswith("tracker ") for line in lines)
    for line in lines:
        arguments, target = _read(line, desk)
        with ExitStack() as around:
            if arguments[0] == _ENDLESS:
                around.enter_context(_interrupted(desk))
            done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, f"{line}: {done.output}"
        assert done.stdout or done.stderr
        if target:
            target.write_bytes(done.stdout_bytes)


def test_a_long_example_is_broken_as_a_shell_takes_it() -> None:
    line = f"tracker record CriticismVoiced --source China --target USA --because {'x' * 50} --on 2023-02-20"
    lines = folded(line)
    assert len(lines) > 1
    assert all(len(one) <= 78 for one in lines)
    assert " ".join("".join(one.removesuffix("\\") for one in lines).split()) == line


def _read(line: str, site: Served) -> tuple[list[str], Path | None]:
    """The arguments of an example, and the file into which its output goes; the site is one of this machine."""
    line, _, target = line.partition(" > ")
    arguments = shlex.split(line)[1:]
    if _SITE in line or arguments[:2] == ["feed", "poll"] or arguments[0] == _ENDLESS:
        arguments = [one.replace(_SITE, site.url("/")) for one in arguments]
        if arguments[:2] != ["feed", "remove"]:
            arguments.append("--allow-private")
    return arguments, Path(target) if target else None


@contextmanager
def _interrupted(site: Served) -> Iterator[None]:
    """Interrupt what runs, once it has asked the site for something."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    done = threading.Event()
    before = len(site.asked)

    def interrupt() -> None:
        while len(site.asked) == before and not done.wait(0.05):
            pass
        if not done.is_set():
            os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        for number, handler in handlers.items():
            signal.signal(number, handler)
