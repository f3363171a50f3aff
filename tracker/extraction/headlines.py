"""Headlines: "Senegal severs relations with Iran", where the tagger takes the verb for a noun, and acts in a list.

The small model sees few present tenses after a bare name. The same words in the past tense it reads well: so a sentence
whose parse has no verb is parsed once more with the verb in the past, or with the verb for what it lists. The tokens
stay the same in number and order; `said` gives the words of the report for them.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from tracker.extraction.lexicon import Lexicon
from tracker.extraction.listed import as_sentence, by_others
from tracker.extraction.measures import measure_words
from tracker.extraction.mentions import Mention
from tracker.extraction.parsing import parser
from tracker.gazetteer import Kind

_ACTING = frozenset({Kind.NAME, Kind.BODY, Kind.PERSON, Kind.INSTITUTION, Kind.GROUP, Kind.CITY, Kind.PEOPLE})
_PAST = {
    "meet": "met", "hold": "held", "send": "sent", "strike": "struck", "shoot": "shot", "hit": "hit", "cut": "cut",
    "sell": "sold", "give": "gave", "seek": "sought", "withdraw": "withdrew", "break": "broke", "speak": "spoke",
    "tell": "told", "leave": "left", "put": "put", "set": "set", "make": "made", "say": "said", "begin": "began",
    "find": "found", "ban": "banned", "bar": "barred", "slam": "slammed", "shut": "shut", "quit": "quit",
    "take": "took", "fly": "flew", "lead": "led", "drop": "dropped", "stop": "stopped", "commit": "committed",
}  # fmt: skip


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else f"{lemma}s"


def _past(lemma: str) -> str:
    if lemma in _PAST:
        return _PAST[lemma]
    if lemma.endswith("e"):
        return f"{lemma}d"
    return f"{lemma[:-1]}ied" if lemma.endswith("y") and lemma[-2:-1] not in "aeiou" else f"{lemma}ed"


class Headlines:
    """Finds the hidden verbs of headlines, with the verbs of a lexicon."""

    def __init__(self, words: Lexicon) -> None:
        self._roles = words.roles
        lemmas = {*words.verbs, *words.operators.say, *words.operators.plan}
        for entries in words.nouns.values():
            for entry in entries:
                lemmas |= entry.light
        for verbs in measure_words().actions.values():
            lemmas |= verbs
        self._forms = {form: lemma for lemma in lemmas for form in (_third_person(lemma), lemma)}
        """Present forms of the verbs that a headline may have, with their lemma."""

    def reread(self, docs: Iterable[tuple[Doc, tuple[Mention, ...], tuple[str, ...]]]) -> Iterator[Doc]:
        """Yield each parsed sentence, those without a verb in a second parse where that finds one.

        With each come its mentions, and who "we" is where a government says so.
        """
        for doc, found, we in docs:
            yield self._second(doc, found, we) or doc

    def _second(self, doc: Doc, found: tuple[Mention, ...], we: tuple[str, ...]) -> Doc | None:
        """The sentence parsed with its verb in the past tense; None where it needs none, or that does not help."""
        root = next(iter(doc.sents)).root
        if root.pos_ in ("VERB", "AUX"):
            return None
        words, place = _as_listed(doc, found, we) or self._in_the_past(doc, found)
        if place is None:
            return None
        past = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
        past.user_data["said"] = doc.user_data.get("said", doc)
        if doc[place].lower_ == "of":
            past.user_data["verb"] = place  # the noun before it is the act
        parsed = parser()(past)
        return parsed if next(iter(parsed.sents)).root.i == place and parsed[place].pos_ == "VERB" else None

    def _in_the_past(self, doc: Doc, found: tuple[Mention, ...]) -> tuple[list[str], int | None]:
        """The words with the hidden verb in the past tense, and which of them that is, if any."""
        words, verb = [token.text for token in doc], self._hidden_verb(doc, found)
        if verb is None:
            return words, None
        words[verb.i] = _past(self._forms[verb.lower_])
        return words, verb.i

    def _hidden_verb(self, doc: Doc, found: tuple[Mention, ...]) -> Token | None:
        """The first word that can be a verb and stands right after somebody who can act."""
        for token in doc[1:]:
            if token.lower_ in self._forms and token.is_lower and self._ends_actor(doc[token.i - 1], found):
                return token
        return None

    def _ends_actor(self, before: Token, found: tuple[Mention, ...]) -> bool:
        """Whether a word ends the name of somebody who can act, or an office or force with its nationality."""
        if before.pos_ == "ADV" and before.i > 0:
            return self._ends_actor(before.doc[before.i - 1], found)
        if any(mention.end == before.i + 1 and mention.kind in _ACTING for mention in found):
            return True
        roles = self._roles
        is_role = before.lemma_.lower() in roles.state | roles.forces | roles.weapons
        return is_role and any(0 < before.i - mention.start <= _REACH for mention in found)


def _as_listed(doc: Doc, found: tuple[Mention, ...], we: tuple[str, ...]) -> tuple[list[str], int] | None:
    tokens = [token.text for token in doc]
    return None if not we or by_others(tokens, found, we) else as_sentence(tokens)


def familiar(doc: Doc) -> Doc:
    """The same sentence in words that the model has seen often enough: it takes "drone" for a verb."""
    words = [_FAMILIAR.get(token.text, token.text) for token in doc]
    if words == [token.text for token in doc]:
        return doc
    plain = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    plain.user_data["said"] = doc
    return plain


_FAMILIAR = {"drone": "rocket", "drones": "rockets", "Drone": "Rocket", "Drones": "Rockets"}

_REACH = 5
"""How many words may lie between a nationality and the office that it goes with."""


def said(token: Token) -> Token:
    """The token as it stands in the report."""
    original = token.doc.user_data.get("said", token.doc)
    place = token.i - 1 if token.doc.user_data.get("verb") == token.i else token.i
    return original[place]  # type: ignore[no-any-return]  # spaCy types user data as Any


def said_span(doc: Doc, start: int, end: int) -> Span:
    """The tokens `start` to `end` (exclusive) as they stand in the report."""
    original = doc.user_data.get("said", doc)
    return original[start:end]  # type: ignore[no-any-return]  # spaCy types user data as Any
