"""Mentions: the spans of a sentence that name a polity, a place, an institution or an office-holder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from events.vocabulary import OfficeLevel
from tracker.gazetteer import Entry, Gazetteer, Kind

AFTER_OFFICE = timedelta(days=45)
"""How long after leaving (or before taking) office a name still means the polity: transitions are reported loosely."""

_LEVELS = list(OfficeLevel)
_WHOLE = frozenset({Kind.NAME, Kind.BODY})


@dataclass(frozen=True)
class Mention:
    """Tokens `start` to `end` (exclusive) of a sentence stand for a polity, or the members of a group, as a `kind`."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: Kind
    level: OfficeLevel | None = None
    person: str | None = None

    @property
    def code(self) -> str:
        """The polity; of a group the first member."""
        return self.codes[0]


def mentions(tokens: Sequence[str], gazetteer: Gazetteer, *, day: date, introduced: set[str]) -> Iterator[Mention]:
    """Yield what the tokens of one sentence name, left to right, longest first, as of the day of publication.

    `introduced` holds persons whom the report has named in full: only they may be meant by a common surname alone.
    It grows while reading.
    """
    position = 0
    while position < len(tokens):
        if not tokens[position][:1].isupper():
            position += 1
            continue
        found = gazetteer.match(tokens, position)
        if found is None:
            position += 1
            continue
        length, entries = found
        titled = position > 0 and tokens[position - 1] in _RANKS
        entry = _meant(entries, day, introduced, titled=titled)
        codes: tuple[str, ...] = (entry.code,) if entry is not None else ()
        if entry is not None and entry.kind is Kind.GROUP:
            codes = tuple(member.code for member in entries)
        if entry is not None and not _part_of_a_name(tokens, position, length, entry):
            if entry.person and length > 1:
                introduced.add(entry.person)
            yield Mention(position, position + length, codes, entry.kind, entry.level, entry.person)
        position += length


def _meant(entries: tuple[Entry, ...], day: date, introduced: set[str], *, titled: bool) -> Entry | None:
    """Choose the one meaning of a form on a day; None where it has none, or several that nothing decides between."""
    possible = [
        entry
        for entry in entries
        if _holds(entry, day) and (entry.alone or (titled and _leads(entry)) or entry.person in introduced)
    ]
    known = [entry for entry in possible if entry.person in introduced] or possible
    clear = [entry for entry in known if not entry.ambiguous] or known
    clear = [entry for entry in clear if entry.kind in _WHOLE] or clear
    if clear and all(entry.kind is Kind.GROUP for entry in clear):
        return clear[0]
    if len({entry.code for entry in clear}) != 1:
        return None
    return min(clear, key=lambda entry: _LEVELS.index(entry.level) if entry.level else -1)


def _leads(entry: Entry) -> bool:
    return entry.level in (OfficeLevel.HEAD_OF_STATE, OfficeLevel.HEAD_OF_GOVERNMENT)


def _holds(entry: Entry, day: date) -> bool:
    return entry.holds(day) or entry.holds(day - AFTER_OFFICE) or entry.holds(day + AFTER_OFFICE)


def _part_of_a_name(tokens: Sequence[str], start: int, length: int, entry: Entry) -> bool:
    """Whether a surname stands after another given name ("Boris Johnson" is known, "Ron Johnson" is somebody else)."""
    if length > 1 or start == 0:
        return False
    before = tokens[start - 1]
    if entry.kind in (Kind.CITY, Kind.PLACE) and before in _OFFICES:
        return True  # "Secretary Medina"
    if entry.kind is Kind.CITY and before in ("de", "da", "di"):
        return True
    if entry.kind is not Kind.PERSON:
        return False
    return before[:1].isupper() and before.isalpha() and before.lower() not in TITLES and len(before) > 2


_RANKS = frozenset({"President", "Chancellor", "Premier", "King", "Emir", "Pope", "Sultan"})
"""Titles that let a surname alone mean whoever leads a country."""

_OFFICES = frozenset({"Secretary", "Ambassador", "General", "Admiral", "Mr.", "Ms.", "Mrs.", "Dr.", "Senator", "Envoy"})


TITLES = frozenset(
    """
    president premier minister chancellor secretary leader king queen prince princess emir sultan sheikh mr mrs ms dr
    general ambassador envoy spokesman spokeswoman spokesperson adviser advisor pm senator governor director chairman
    commissioner pope patriarch ayatollah marshal admiral colonel foreign prime vice deputy crown supreme speaker
    administration government regime and but or if when while after before as with by that for from on in at the to
    both says said
    """.split()
)
"""Words before a surname that do not make it another person's."""


class Mentioned:
    """The mentions of a parsed sentence, found by token."""

    def __init__(self, doc: Doc, found: Sequence[Mention]) -> None:
        self.all = tuple(found)
        self._by_token = {index: mention for mention in found for index in range(mention.start, mention.end)}
        self._heads = {doc[mention.start : mention.end].root.i: mention for mention in found}

    def at(self, token: Token) -> Mention | None:
        """The mention that the token is part of."""
        return self._by_token.get(token.i)

    def headed(self, token: Token) -> Mention | None:
        """The mention whose syntactic head the token is."""
        return self._heads.get(token.i)
