"""Frames: who does what to whom, from every trigger of a sentence and the syntax around it.

A frame is found without asking whether the act is real; `modality` judges that, and `drafting` makes events of both.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from tracker.extraction.actors import Actors
from tracker.extraction.assessments import assessment_frames
from tracker.extraction.dissent import without_dissenters
from tracker.extraction.emergencies import emergency_frames
from tracker.extraction.families import FAMILIES
from tracker.extraction.fillers import Fillers
from tracker.extraction.frame import Frame
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.nouns import noun_frame
from tracker.extraction.official import official_frames
from tracker.extraction.verbs import verb_frame


def frames(doc: Doc, actors: Actors, lexicon: Lexicon) -> Iterator[Frame]:
    """Yield every frame whose parties are polities: first those of nouns, then of verbs that carry none of them."""
    fillers = Fillers(actors, lexicon)
    carried: set[int] = set()
    for token in doc:
        frame = _of_noun(fillers, token) if token.pos_ in ("NOUN", "PROPN") else None
        if frame is not None:
            carried.update(word.i for word in frame.trigger)
            frame = without_dissenters(fillers, frame)
        if frame is not None:
            yield frame
    for token in doc:
        if _is_verb(token) and token.dep_ != "amod" and token.i not in carried:
            frame = _of_verb(fillers, token)
            frame = without_dissenters(fillers, frame) if frame is not None else None
            if frame is not None:
                yield frame
    yield from assessment_frames(doc, actors)
    yield from official_frames(doc, fillers)
    yield from emergency_frames(doc, fillers)


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb; the tagger takes "calls" after "criticizes …, and" for a plural."""
    joined = token.tag_ == "NNS" and token.dep_ == "conj" and token.head.tag_ == "VBZ"
    feeling = token.pos_ == "ADJ" and token.dep_ == "acomp"  # "is grateful to"
    return (
        token.pos_ == "VERB" or feeling or (joined and not any(child.dep_ in ("det", "amod") for child in token.lefts))
    )


def _of_noun(fillers: Fillers, token: Token) -> Frame | None:
    """The frame of the first entry that fits."""
    for noun in fillers.lexicon.nouns.get(token.lemma_.lower(), ()):
        frame = FAMILIES.get(noun.family, noun_frame)(fillers, token, noun)
        if frame is not None:
            return frame
    return None


def _of_verb(fillers: Fillers, token: Token) -> Frame | None:
    entries = fillers.lexicon.verbs.get(token.lemma_.lower(), ())
    if token.tag_ == "VBN" and token.lower_ != token.lemma_:  # "was concerned": an adjective to the lexicon
        entries = (*entries, *fillers.lexicon.verbs.get(token.lower_, ()))
    for verb in entries:
        frame = verb_frame(fillers, token, verb)
        if frame is not None:
            return frame
    return None
