"""The gate: whether a sentence can hold an act between two polities at all, before it is parsed."""

from collections.abc import Iterable, Sequence
from functools import cache

from tracker.extraction.assessments import assessment_words
from tracker.extraction.lexicon import Lexicon, lexicon
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
}


_PRONOUNS = frozenset(
    "you your we our us i it its they their them he his she her him both two".split()  # any of them may be a party
)


@cache
def trigger_stems() -> frozenset[str]:
    """The beginnings of all words that can be a trigger, in lower case."""
    words = lexicon()
    assessed = assessment_words()
    lemmas = {*words.verbs, *words.nouns, *OFFICIAL_WORDS}
    for group in (*assessed.verbs.values(), *assessed.nouns.values()):
        lemmas |= group
    forms = {form for lemma in lemmas for form in _IRREGULAR.get(lemma, ())}
    return frozenset(_stem(lemma) for lemma in lemmas) | forms


@cache
def official_stems() -> frozenset[str]:
    """The beginnings of the triggers that only official forms have."""
    return frozenset(map(_stem, OFFICIAL_WORDS))


def _stem(lemma: str) -> str:
    return lemma[:-1] if len(lemma) > 3 and lemma[-1] in "ey" else lemma


def has_trigger(tokens: Iterable[str]) -> bool:
    """Whether any token begins like a trigger; generous, the parser decides."""
    return _begins(tokens, trigger_stems())


def _begins(tokens: Iterable[str], stems: frozenset[str]) -> bool:
    return any(token[:length].lower() in stems for token in tokens for length in range(3, len(token) + 1))


@cache
def answering_stems() -> frozenset[str]:
    """The beginnings of verbs whose object may only point back: "rejects the demand"."""
    lemmas = {lemma for lemma, verbs in lexicon().verbs.items() for verb in verbs if verb.fallback and lemma != "say"}
    return frozenset(_stem(lemma) for lemma in lemmas) | {
        form for lemma in lemmas for form in _IRREGULAR.get(lemma, ())
    }


def may_hold_act(tokens: Sequence[str], codes: set[str], *, official: bool, words: Lexicon) -> bool:
    """Whether the sentence has two possible polities and a trigger.

    Whom a verb of answering concerns may have been named before. A pronoun, "we", or (in an official release) a bare
    title may be the second polity.
    """
    if not codes and not official:
        return False
    lower = {token.lower() for token in tokens}
    pronouns = min(len(lower & _PRONOUNS), 2 if official else 1)  # "I thank you" has two parties
    possible = len(codes) + pronouns + bool(lower & words.roles.bare_titles)
    if official and codes and _begins(tokens, official_stems()):
        return True
    return has_trigger(tokens) and (possible >= 2 or _begins(tokens, answering_stems()))
