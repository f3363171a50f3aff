"""The gate: whether a sentence can hold an act between two polities at all, before it is parsed."""

from collections.abc import Iterable, Sequence

from tracker.extraction.assessments import assessment_words
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.official import OFFICIAL_WORDS

_IRREGULAR = {
    "meet": ("met",),
    "hold": ("held",),
    "speak": ("spoke",),
    "strike": ("struck",),
    "shoot": ("shot",),
    "send": ("sent",),
    "give": ("gave", "given"),
    "tell": ("told",),
    "break": ("broke",),
    "sell": ("sold",),
    "leave": ("left",),
    "withdraw": ("withdrew",),
    "find": ("found",),
    "fly": ("flew",),
    "seek": ("sought",),
    "stand": ("stood",),
    "think": ("thought",),
    "deny": ("denie",),
    "supply": ("supplie",),
    "say": ("said",),
}


_PRONOUNS = frozenset(
    "you your we our us i it its they their them he his she her him both two".split()  # any of them may be a party
)


_SAYING = frozenset({"says", "said", "saying", "stated", "states"})


class Gate:
    """Judges sentences by their words alone, with the triggers of a lexicon."""

    def __init__(self, words: Lexicon) -> None:
        assessed = assessment_words()
        lemmas = {*words.verbs, *words.nouns, *OFFICIAL_WORDS}
        for group in (*assessed.verbs.values(), *assessed.nouns.values()):
            lemmas |= group
        self._titles = words.roles.bare_titles
        self._triggers = _stems(lemmas)
        self._official = frozenset(map(_stem, OFFICIAL_WORDS))
        self._answers = _stems(_answering(words))
        self._bad = words.sets["negative"]

    def has_trigger(self, tokens: Iterable[str]) -> bool:
        """Whether any token begins like a trigger; generous, the parser decides."""
        return _begins(tokens, self._triggers)

    def closed(self, tokens: Sequence[str], codes: set[str], *, official: bool) -> str | None:
        """Why the sentence cannot hold an act; None where it has two possible polities and a trigger.

        Whom a verb of answering concerns may have been named before. A pronoun, "we", or (in an official release) a
        bare title may be the second polity.
        """
        if not codes and not official:
            return "no polity is named"
        if official and codes and _begins(tokens, self._official):
            return None
        if not self.has_trigger(tokens):
            return "no trigger word"
        lower = {token.lower() for token in tokens}
        pronouns = min(len(lower & _PRONOUNS), 2 if official else 1)  # "I thank you" has two parties
        possible = len(codes) + pronouns + bool(lower & self._titles)
        if possible >= 2 or _begins(tokens, self._answers):
            return None
        if lower & _SAYING and lower & self._bad:
            return None  # "says this is a violation"
        return "fewer than two possible polities"


def _answering(words: Lexicon) -> set[str]:
    """Verbs whose object may only point back: "rejects the demand"."""
    return {lemma for lemma, verbs in words.verbs.items() for verb in verbs if verb.fallback and lemma != "say"}


def _stems(lemmas: Iterable[str]) -> frozenset[str]:
    """The beginnings of all forms of the lemmas, in lower case."""
    forms = {form for lemma in lemmas for form in (_stem(lemma), *_IRREGULAR.get(lemma, ()))}
    return frozenset(forms)


def _stem(lemma: str) -> str:
    return lemma[:-1] if len(lemma) > 3 and lemma[-1] in "ey" else lemma


_LONGEST = 40
"""Letters of a trigger, at most: a token of 100,000 signs is not tried at every length."""


def _begins(tokens: Iterable[str], stems: frozenset[str]) -> bool:
    heads = (token[:_LONGEST].lower() for token in tokens)
    return any(head[:length] in stems for head in heads for length in range(3, len(head) + 1))
