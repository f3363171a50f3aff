"""What a report has said so far: who speaks, whom pronouns mean, which pair is talked about."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from events import When
from events.vocabulary import Body

if TYPE_CHECKING:  # the trace knows all stages, and every stage knows the context
    from tracker.extraction.trace import Trace

FIRST_PERSON = frozenset({"we", "our", "us", "ours", "i", "my", "me"})
_SECOND_PERSON = frozenset({"you", "your", "yours"})
_THIRD_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
_NEUTER = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "their", "them", "both", "each", "two"})


@dataclass
class Context:
    """Memory of one report while it is read from top to bottom. Codes are polities.

    `journey` are the days of the only journey that it tells of; `meetings` the dates of meetings and visits that it
    named, by the pair of those who meet; `readout` whether its title says that it tells of a meeting, and `occasion`
    the day of that meeting; `talk` whether its title says that several speak. `programme` is at whom the sanctions of
    the national emergency are directed that it is about. `trace` is there only where somebody asks why.
    """

    published: date
    publisher_polity: str | None = None
    we: tuple[str, ...] = ()
    you: tuple[str, ...] = ()
    speakers: dict[str, None] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    persons: dict[str, str] = field(default_factory=dict)
    person: str | None = None
    group: tuple[str, ...] = ()
    thing: str | None = None
    pair: tuple[str, str] | None = None
    titles: dict[str, str] = field(default_factory=dict)
    actors: list[tuple[str, ...]] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    journey: When | None = None
    meetings: dict[str, When] = field(default_factory=dict)
    readout: bool = False
    talk: bool = False
    occasion: When | None = None
    programme: tuple[str, ...] = ()
    trace: "Trace | None" = None

    @property
    def official(self) -> bool:
        """Whether a government publishes the report itself."""
        return self.publisher_polity is not None

    @property
    def lists(self) -> tuple[str, ...]:
        """Who does what the report lists without a verb; nobody where several speak."""
        return self.we if self.official and not self.talk else ()

    def note_person(self, code: str, name: str | None = None, title: str | None = None) -> None:
        """Remember whom "he" or "she" means next, and a name or title that stands for a polity from now on."""
        self.person = code
        if name:
            self.persons[name] = code
        if title:
            self.titles[title] = code

    def note_thing(self, code: str) -> None:
        """Remember the country or body that "it" means next."""
        self.thing = code

    def note_group(self, codes: tuple[str, ...]) -> None:
        """Remember whom "they", "both" or "the two countries" mean."""
        if len(codes) >= 2:
            self.group = codes
        countries = [code for code in codes if code not in set(Body)] or list(codes)
        if len(countries) == 2:
            self.pair = (countries[0], countries[1])

    def note_first(self, code: str, *, person: bool) -> None:
        """Remember who was named first in a sentence that was not parsed: most likely its subject."""
        self.note_actor((code,))
        self.note_thing(code)
        if person:
            self.note_person(code)

    def note_actor(self, codes: tuple[str, ...]) -> None:
        """Remember who was the subject of a main clause, latest last."""
        self.actors.append(codes)

    def opposite(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        """Whom a bare "the claim" or "the move" concerns: the latest subjects that are not the speaker.

        Where nobody else has acted yet, whoever was named last.
        """
        acting = next((codes for codes in reversed(self.actors) if not set(codes) & set(sources)), ())
        return acting or next(((code,) for code in reversed(self.named) if code not in sources), ())

    def forget(self) -> None:
        """From here on no pronoun means anybody who was named before, nor does a bare title or "the claim"."""
        self.person = self.thing = None
        self.group = ()
        for said in (self.titles, self.actors, self.named):
            said.clear()

    def note_speaker(self, codes: tuple[str, ...]) -> None:
        """Remember who speaks anywhere in a transcript."""
        self.speakers.update(dict.fromkeys(codes))

    def listen(self, codes: tuple[str, ...]) -> None:
        """From here on "we" is the speaker of this turn, and "you" whoever else speaks."""
        self.we = codes
        others = tuple(code for code in self.speakers if code not in codes)
        self.you = others if len(others) == 1 else ()

    def meant(self, pronoun: str) -> tuple[str, ...]:
        """The polities that a personal pronoun means at this place of the report."""
        if pronoun in FIRST_PERSON:
            return self.we
        if pronoun in _SECOND_PERSON:
            return self.you
        if pronoun in _THIRD_SINGULAR:
            return (self.person,) if self.person else ()
        thing = (self.thing,) if self.thing else ()
        if pronoun in _NEUTER:
            return thing
        return self.group or thing if pronoun in _PLURAL else ()
