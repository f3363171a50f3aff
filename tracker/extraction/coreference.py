"""Pronouns: one pass over a parsed sentence, left to right, that settles whom each of them means."""

from spacy.tokens import Doc, Token

from tracker.extraction.actors import Actors, Codes
from tracker.extraction.context import Context
from tracker.extraction.phrases import conjuncts
from tracker.gazetteer import Kind

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLURAL = frozenset({"NNS", "NNPS"})


def settle(doc: Doc, actors: Actors, context: Context) -> None:
    """Resolve the pronouns of a sentence, and leave in the context what the next sentence may refer to."""
    subject_seen = False
    for token in doc:
        if token.pos_ == "PRON" or token.lower_ in ("both", "each"):
            actors.remember(token, _of_object(token, actors) or actors.pronoun(token))
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
            is_subject = token.dep_ in _SUBJECTS
            if is_subject or not subject_seen:
                _note(token, actors, context, primary=is_subject)
            subject_seen = subject_seen or is_subject


def _of_object(token: Token, actors: Actors) -> Codes:
    """ "help Russia in its invasion": a possessive in a phrase after an object means the object."""
    if token.tag_ != "PRP$" or token.lower_ not in ("its", "their"):
        return ()
    verb = token.head
    while verb.pos_ != "VERB" and verb.head != verb:
        verb = verb.head
    named = [child for child in verb.children if child.dep_ == "dobj" and child.i < token.i and child != token.head]
    return tuple(
        mention.code
        for child in named
        if (mention := actors.mentioned.headed(child)) is not None and mention.kind is not Kind.PERSON
    )


def _note(token: Token, actors: Actors, context: Context, *, primary: bool) -> None:
    codes: Codes = actors.acting(token)
    if not codes:
        return
    if primary and (token.head.dep_ == "ROOT" or (token.head.head.dep_ == "ROOT" and token.head.dep_ == "conj")):
        context.note_actor(codes)
    if len(codes) > 1 or any(True for _ in list(conjuncts(token))[1:]):
        context.note_group(codes)
    mention = actors.mentioned.headed(token)
    if (mention is not None and mention.kind is Kind.PERSON) or (mention is None and token.pos_ == "PROPN"):
        context.note_person(codes[0], title=_title(token, actors))
        if primary:
            context.note_thing(codes[0])
    elif primary or context.thing is None:
        context.note_thing(codes[0])
        if token.lemma_.lower() in actors.roles.state:
            context.note_person(codes[0])
    if token.tag_ in _PLURAL and len(codes) == 1:
        context.group = codes


def _title(token: Token, actors: Actors) -> str | None:
    """The office before a name ("President", "Minister"): "the minister" may mean him later."""
    titles = [child.lemma_.lower() for child in token.lefts if child.lemma_.lower() in actors.roles.state]
    return titles[-1] if titles else None
