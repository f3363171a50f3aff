"""The gazetteer: find forms among the tokens of a report, and resolve what a user typed.

Built from `tracker/data/{polities,institutions,leaders,elsewhere}.toml` and files of the user's in the same format.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from events.polity import POLITIES
from tracker.errors import InputError, UnknownPolity
from tracker.gazetteer.entries import Entry, Kind, expand, expand_standing, rival_forms
from tracker.gazetteer.forms import cut, fold
from tracker.gazetteer.records import ActorFile, read_actors

_STANDING = ("polities.toml", "institutions.toml")
_FOR_REPORTS = ("leaders.toml", "elsewhere.toml")  # two thirds of all; a user's "china" is resolved without them
_RESOLVE_ORDER = (Kind.NAME, Kind.BODY, Kind.ADJECTIVE, Kind.PEOPLE, Kind.CITY, Kind.PLACE, Kind.INSTITUTION)
_SHORTEST_SUGGESTED = 4  # shorter forms are near to everything
_AS_NEAR = 10  # points of rapidfuzz's ratio (0 to 100) below the nearest name
_DOTTED_HEAD = re.compile(r"(?:[A-Z]\.){2,}(?=-)")


class _Node(dict[str, "_Node"]):
    """A step of the trie: the next tokens, and the entries of the form that ends here (None: none ends here)."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] | None = None


class Gazetteer:
    """Every form that stands for a polity; `combining` has those that come before a hyphen ("Sino" → CHN)."""

    def __init__(
        self, *, names: Callable[[], ActorFile], standing: Callable[[], ActorFile], whole: Callable[[], ActorFile]
    ) -> None:
        """Where polities come from, these with institutions, and these with all else; each read when first needed."""
        self._read_names = names
        self._read_standing = standing
        self._whole = whole

    @cached_property
    def combining(self) -> Mapping[str, str]:
        """The forms that come before a hyphen, and whom they mean."""
        return MappingProxyType(
            {form: code for code, record in self._polities.polity.items() for form in record.combining}
        )

    @cached_property
    def _names(self) -> dict[str, str]:
        return {code: record.name for code, record in self._polities.polity.items() if record.name is not None}

    @cached_property
    def _polities(self) -> ActorFile:
        return self._read_names()

    @cached_property
    def _standing(self) -> ActorFile:
        return self._read_standing()

    @cached_property
    def _actors(self) -> ActorFile:
        return self._whole()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every form with every meaning, in the order of the files."""
        return tuple(expand(self._actors))

    def match(self, tokens: Sequence[str], start: int) -> tuple[int, tuple[Entry, ...]] | None:
        """Return the longest form that begins at `tokens[start]`: its length in tokens and its entries; or None.

        Entries of all times come back: ask `Entry.holds` for the day. No entries means that the words name no polity
        although a part of them would ("Washington Post"): skip them. Case counts; diacritics and the shape of
        apostrophes do not; a middle initial that the form does not have is passed over ("John R. Bolton"), and of a
        compound that the tokenizer leaves whole the head counts ("U.S.-led").
        """
        node = self._trie
        best: tuple[int, tuple[Entry, ...]] | None = None
        for position in range(start, len(tokens)):
            token = tokens[position]
            step = node.get(token if token.isascii() else fold(token))
            if step is None:
                if position > start and len(token) == 2 and token[0].isupper() and token[1] == ".":
                    continue
                break
            node = step
            if node.entries is not None:
                best = position - start + 1, node.entries
        return best or self._compound(tokens[start])

    def name(self, code: str) -> str:
        """Return the short English name of a polity; the code itself when no file names it."""
        return self._names.get(code, code)

    def resolve(self, text: str) -> str:
        """Return the code that a code, name, nationality, capital or institution stands for, whatever its case.

        Hyphens may stand for blanks ("united-states").

        Raises UnknownPolity, with the nearest names, when none or more than one does.
        """
        key = _plain(text)
        if key.upper() in POLITIES:
            return key.upper()
        # No institution has the name of a polity, and those who ask mostly name polities.
        codes = list(self._named.get(key) or self._index.get(key) or _standard_codes(text))
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise UnknownPolity(f"{text!r} may be {self._listed(codes, ' or ')}: give the code")
        near = self._nearest(key)
        hint = f"did you mean {self._listed(near, ' or ')}? Give" if near else "give"
        raise UnknownPolity(f"unknown polity {text!r}: {hint} an English name or a code (China, CHN, EU)")

    @cached_property
    def _trie(self) -> _Node:
        return _plant(self.entries, self._actors.no_polity)

    @cached_property
    def _named(self) -> dict[str, dict[str, None]]:
        return _index(expand_standing(self._polities))

    @cached_property
    def _index(self) -> dict[str, dict[str, None]]:
        return _index(expand_standing(self._standing))

    def _compound(self, token: str) -> tuple[int, tuple[Entry, ...]] | None:
        head = _DOTTED_HEAD.match(token)
        node = self._trie.get(head[0]) if head else None
        return None if node is None or node.entries is None else (1, node.entries)

    def _listed(self, codes: Iterable[str], between: str) -> str:
        return between.join(f"{self.name(code)} ({code})" for code in codes)

    def _nearest(self, key: str) -> list[str]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  45 ms, and only a wrong name needs it

        forms = [form for form in self._index if len(form) >= _SHORTEST_SUGGESTED]
        found = process.extract(key, forms, scorer=fuzz.ratio, score_cutoff=70, limit=5)
        best = found[0][1] if found else 0
        near = (form for form, score, _ in found if score >= best - _AS_NEAR)
        return list(dict.fromkeys(code for form in near for code in self._index[form]))[:3]


def _plant(entries: tuple[Entry, ...], no_polity: tuple[str, ...]) -> _Node:
    by_form: dict[str, list[Entry]] = {}
    for entry in entries:
        by_form.setdefault(entry.form, []).append(entry)
    root = _Node()
    for form, meanings in by_form.items():
        node = _descend(root, form)
        node.entries = (*(node.entries or ()), *meanings)  # spellings that differ in diacritics meet here
    for phrase in no_polity:
        _descend(root, phrase).entries = ()
    return root


def _descend(node: _Node, form: str) -> _Node:
    for token in cut(form):
        key = token if token.isascii() else fold(token)
        step = node.get(key)
        if step is None:
            step = node[key] = _Node()
        node = step
    return node


def _index(entries: Iterable[Entry]) -> dict[str, dict[str, None]]:
    """Index plain forms by the first kind that has them: "Congo" is a name of two polities."""
    index: dict[str, dict[str, None]] = {}
    named = (entry for entry in entries if entry.kind in _RESOLVE_ORDER)
    ranked = sorted(named, key=lambda entry: _RESOLVE_ORDER.index(entry.kind))
    for _, of_kind in groupby(ranked, key=lambda entry: entry.kind):
        codes: dict[str, dict[str, None]] = {}
        for entry in of_kind:
            codes.setdefault(_plain(entry.form), {})[entry.code] = None
        index = codes | index
    return index


def _plain(text: str) -> str:
    """A form as it is looked up: in small letters, and with blanks for hyphens, as one types on a command line."""
    return " ".join(fold(text).replace(".", "").replace("-", " ").casefold().split()).removeprefix("the ")


def _standard_codes(text: str) -> list[str]:
    """Look an alpha-2 code or official name up in the standard itself."""
    import pycountry  # noqa: PLC0415  80 ms, and only what no file of ours names needs it

    try:
        return [pycountry.countries.lookup(text.strip()).alpha_3]
    except LookupError:
        return []


@cache
def load_gazetteer(*extra: Path) -> Gazetteer:
    """Return the gazetteer of the program's own files and of extra ones; the same object for the same files.

    What only reports need of our own files is read with the first report; extra files are read and checked at once.

    Raises InputError (UnreadableFile when it cannot be opened) for a file that is not as described in
    `tracker.gazetteer.records`, or for a form that two polities have without being marked ambiguous for one.
    """
    data = Path(str(files("tracker") / "data"))
    rest = [data / name for name in _FOR_REPORTS]
    if extra:
        actors = read_actors([*(data / name for name in _STANDING), *rest, *extra])
        if rivals := rival_forms(expand_standing(actors)):
            raise InputError(f"mark as ambiguous for all polities but one: {'; '.join(rivals)}")
        return Gazetteer(names=lambda: actors, standing=lambda: actors, whole=lambda: actors)

    @cache
    def names() -> ActorFile:
        return read_actors([data / _STANDING[0]])

    @cache
    def standing() -> ActorFile:
        return read_actors([data / _STANDING[1]], onto=names())

    return Gazetteer(names=names, standing=standing, whole=lambda: read_actors(rest, onto=standing()))
