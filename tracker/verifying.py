"""Proof that a store is what it was: the chain over the log, its quotes and texts, and the views, all recomputed."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from events.values import Value
from projections.catchup import Views
from projections.errors import LogInconsistent
from projections.identical import first_difference
from tracker.chain import START
from tracker.errors import BadRow, StoreDamaged, UnreadableFile
from tracker.following import make_anew, open_views, views_explained
from tracker.log import ReportLog
from tracker.scanning import Fault, Seal
from tracker.sections import Proved, proved

_ROUNDS = 20
"""How often to hold the views against the log at most, while others write."""

_BEFORE_ALL = -(2**63)
"""A position before any that a database can hold."""


class Verification(Value):
    """What was recomputed and what came out; `position` and `digest` are the head of the log."""

    sound: bool
    events: int
    texts: int
    position: int
    digest: str
    faults: tuple[Fault, ...]


def read_seal(path: Path) -> Seal:
    """Read what `tracker seal` wrote. Raises UnreadableFile, BadRow."""
    try:
        return Seal.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        raise BadRow(f"{path}: no seal: it has a position and a digest, as `tracker seal` prints them") from error


def seal(log: ReportLog, now: datetime) -> Seal:
    """The head of the log as it is stored; `tracker verify` says whether it is right."""
    *_, position = log.ends()
    last = next(log.links(after=position - 1), None) if position else None
    return Seal(position=position, digest=(last.digest if last else START).hex(), sealed=now)


def damaged_texts(log: ReportLog) -> tuple[int, set[str]]:
    """How many texts are archived, and the hashes under which another text lies than the one that was archived."""
    number, damaged = 0, set[str]()
    for written, content in log.archived():
        number += 1
        if sha256(content).hexdigest().encode() != written:
            damaged.add(written.decode(errors="replace"))
    return number, damaged


def view_faults(views: Path, log: ReportLog) -> Iterator[Fault]:
    """Hold the views against views made anew from the log; of an event that cannot be read none can be made."""
    with TemporaryDirectory(prefix="tracker-") as folder, views_explained(views):
        rebuilt = Path(folder, "views")
        try:
            make_anew(rebuilt, log)
        except (StoreDamaged, LogInconsistent) as error:
            yield Fault(part="events", problem=str(error))
            return
        problem = _difference(views, rebuilt, log)
    if problem is not None:
        yield Fault(part="views", problem=f"{problem}; make them anew with `tracker rebuild`")


def _difference(views: Path, rebuilt: Path, log: ReportLog) -> str | None:
    """What the views have otherwise at one moment of theirs, up to which those made anew follow the log.

    It is found twice before it is told: a rebuild may have put views in place that end before those made anew.
    """
    problem: str | None = None
    for _ in range(_ROUNDS):
        open_views(views, log).close()
        with Views.open(rebuilt) as fresh:
            before, problem = problem, first_difference(views, rebuilt, partial(_catch_up, fresh, log))
        if problem in {None, before}:
            break
    return problem


def _catch_up(fresh: Views, log: ReportLog, position: int) -> None:
    fresh.apply(log.rows(after=fresh.position, until=position))


def place_faults(log: ReportLog, found: Proved) -> Iterator[Fault]:
    """Hold the number of rows against the last position: positions begin with 1 and have no gaps."""
    before = log.link(after=_BEFORE_ALL)
    if before is not None and before.position < 1:
        yield Fault(part="chain", position=before.position, problem="a row stands before the first of the log")
    if found.events != found.position:
        problem = f"the log has {found.events} rows up to position {found.position}: others are missing"
        yield Fault(part="chain", position=found.position, problem=problem)


def verify(log: ReportLog, views: Path, *, seal: Seal | None = None, most: int = 20) -> Verification:
    """Recompute everything; at most so many faults are named of the log, and of the texts."""
    texts, damaged = damaged_texts(log)
    found = proved(log, seal=seal, damaged=damaged, most=most)
    faults = [*found.faults, *islice(map(_text_fault, sorted(damaged)), most)]
    if not faults:
        faults += place_faults(log, found)
    if not faults:  # views of a log that is not what it was prove nothing
        faults += view_faults(views, log)
    return Verification(
        sound=not faults,
        events=found.events,
        texts=texts,
        position=found.position,
        digest=found.digest.hex(),
        faults=tuple(faults),
    )


def _text_fault(sha256: str) -> Fault:
    return Fault(part="texts", problem=f"the text under {sha256} is not the one that was archived")
