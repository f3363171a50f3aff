"""Headlines: "France, Germany and Latvia expel Russian diplomats", where the parser takes the verb for a noun.

A flat reading, used only for the first verb of a sentence and only where the parse gave it none: who stands before
the verb acts, who stands first after it is concerned.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from tracker.extraction.fillers import Fillers
from tracker.extraction.frame import Frame
from tracker.extraction.lexicon import Verb, lexicon
from tracker.extraction.mentions import Mention
from tracker.gazetteer import Kind

_LATEST = 14
"""The last token at which the verb of a headline may stand."""
_ACTING = frozenset({Kind.NAME, Kind.BODY, Kind.PERSON, Kind.INSTITUTION, Kind.GROUP})
_BETWEEN = frozenset({",", "and", "the", "both", "jointly", "formally", "strongly"})


@cache
def _forms() -> dict[str, Verb]:
    """Present forms of the verbs that a plain object suffices for, by form."""
    found: dict[str, Verb] = {}
    for lemma, verbs in lexicon().verbs.items():
        for verb in verbs:
            plain = not (verb.needs or verb.says or verb.needs_word or verb.needs_noun or verb.particle or verb.negated)
            if plain and not verb.mutual and {"obj", "within"} & set(verb.target):
                for form in (lemma, _third_person(lemma)):
                    found.setdefault(form, verb)
    return found


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else f"{lemma}s"


def headline_frames(doc: Doc, fillers: Fillers, taken: set[int]) -> Iterator[Frame]:
    """Yield the frame of the headline's verb, if the parse has not read it as one."""
    for token in doc[:_LATEST]:
        verb = _forms().get(token.lower_)
        if verb is None or token.pos_ == "VERB" or token.i in taken or token.i == 0:
            continue
        sources = _before(fillers, token)
        after = [mention for mention in fillers.actors.mentioned.all if mention.start > token.i]
        if not sources or not after or not _object_fits(token, after[0], verb):
            continue
        targets = tuple(code for code in after[0].codes if code not in sources)
        if targets:
            extra = {key: value for key in ("form", "measure", "action") if (value := getattr(verb, key)) is not None}
            yield Frame(verb.type, f"headline-{verb.id}", (token,), token, sources, targets, extra=extra)
            return


def _before(fillers: Fillers, token: Token) -> tuple[str, ...]:
    """The polities that stand right before a verb, through commas and "and", back to the start of the sentence."""
    found: list[str] = []
    position = token.i
    for mention in reversed(fillers.actors.mentioned.all):
        if mention.end > position:
            continue
        gap = token.doc[mention.end : position]
        if mention.kind not in _ACTING or any(word.lower_ not in _BETWEEN for word in gap):
            break
        found = [*mention.codes, *found]
        position = mention.start
    return tuple(dict.fromkeys(found))


def _object_fits(token: Token, first: Mention, verb: Verb) -> bool:
    """Whether the object that the entry asks for stands close after the verb."""
    near = token.doc[token.i + 1 : first.end + 5]
    if first.start - token.i > 5:
        return False
    return not verb.object or any(word.lemma_.lower() in verb.object for word in near)
