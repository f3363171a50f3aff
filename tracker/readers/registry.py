"""Readers by name: `rules`, `llm:MODEL`, those that are installed as plug-ins, and two joined by `+`.

A plug-in is an entry point of the group `tracker.readers`: a function that takes what stands behind the colon (""
where nothing does) and the settings, and returns an extractor (`tracker.extraction.proposal.Extractor`).
"""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

from tracker.errors import InputError, TrackerError
from tracker.extraction.proposal import Extractor
from tracker.readers.settings import Settings

GROUP = "tracker.readers"
"""The group of entry points under which plug-ins are found."""

Factory = Callable[[str, Settings], Extractor]


def make_reader(spec: str, settings: Settings) -> Extractor:
    """The reader that was named. Raises InputError for a name that nothing is installed under, or a wrong setting."""
    parts = spec.split("+")
    if len(parts) > 2:
        raise InputError(f"--reader {spec!r}: two readers can be joined, not {len(parts)}")
    readers = [_one(part.strip(), spec, settings) for part in parts]
    if len(readers) == 1:
        return readers[0]
    from tracker.readers.together import TwoReaders  # noqa: PLC0415  only where two are asked for

    first, second = readers
    if first.reading == second.reading:
        raise InputError(f"--reader {spec!r}: a reader is no second opinion of itself: name two")
    return TwoReaders(first, second)


def known_readers() -> list[str]:
    """The names that can be asked for."""
    return [*_BUILT_IN, *sorted(entry.name for entry in _plugins() if entry.name not in _BUILT_IN)]


def _one(part: str, spec: str, settings: Settings) -> Extractor:
    name, _, argument = part.partition(":")
    if name in _BUILT_IN:
        return _BUILT_IN[name](argument, settings)
    found = [entry for entry in _plugins() if entry.name == name]
    if not found:
        raise InputError(f"--reader {spec!r}: there is no reader {name!r}, but {', '.join(known_readers())}")
    return _plugged(found[0], argument, settings)


def _plugged(entry: EntryPoint, argument: str, settings: Settings) -> Extractor:
    try:
        reader: Extractor = entry.load()(argument, settings)
        _ = reader.reading
    except TrackerError:
        raise
    except Exception as error:  # a plug-in may fail in any way; the message says whose fault it is
        problem = f"{type(error).__name__}: {error}"
        raise InputError(f"the reader {entry.name!r} of {entry.value} cannot be used: {problem}") from error
    return reader


def _plugins() -> list[EntryPoint]:
    return list(entry_points(group=GROUP))


def _rules(argument: str, settings: Settings) -> Extractor:
    if argument:
        raise InputError(f"--reader rules:{argument}: the rules have no kinds; say only rules")
    from tracker.extraction.rules import RuleExtractor  # noqa: PLC0415  the parser takes a second to load

    return RuleExtractor(files=settings.lexicons)


def _model(argument: str, settings: Settings) -> Extractor:
    if not argument:
        raise InputError("--reader llm: say which model, such as llm:gpt-4o-mini; `llm models` lists yours")
    from tracker.readers.model import ModelReader  # noqa: PLC0415  loading the models takes a second

    return ModelReader.named(argument, settings)


_BUILT_IN: dict[str, Factory] = {"rules": _rules, "llm": _model}
