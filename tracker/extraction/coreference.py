"""Pronouns: one pass over a parsed sentence, left to right, that settles whom each of them means."""

from spacy.tokens import Doc, Token

from tracker.extraction.actors import Actors, Codes
from tracker.extraction.clauses import surface_subjects
from tracker.extraction.context import FIRST_PERSON, Context
from tracker.gazetteer import Kind

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLURAL = frozenset({"NNS", "NNPS"})


def settle(doc: Doc, actors: Actors, context: Context) -> None:
    """Resolve the pronouns of a sentence, and leave in the context what the next sentence may refer to."""
    subject_seen = False
    for token in doc:
        if token.pos_ == "PRON" or token.lower_ in ("both", "each", "two"):
            actors.remember(token, _meant(token, actors))
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "nmod"):
            is_subject = token.dep_ in _SUBJECTS
            if is_subject or not subject_seen:
                _note(token, actors, context, primary=is_subject)
            elif token.pos_ == "PROPN":
                _note_title(token, actors, context)
            subject_seen = subject_seen or is_subject


_THANKING = frozenset({"thank", "congratulate", "commend", "praise", "applaud", "salute"})
"""Who is thanked for "their" deed has done it, and not who thanks."""
_NO_IT = FIRST_PERSON | {"he", "she", "they", "you"}
_THIRD = frozenset({"it", "its", "they", "them", "their"})


def _meant(token: Token, actors: Actors) -> Codes:
    """Whom a pronoun means; nobody where the subject before it is a group that is no polity: "rebels say that they"."""
    if token.lower_ not in _THIRD:
        return actors.pronoun(token)
    found = _of_object(token, actors) or _of_named(token, actors)
    if found:
        return found
    return () if of_nobody(token, actors) else actors.pronoun(token)


def of_nobody(token: Token, actors: Actors) -> bool:
    """Whether a pronoun means a group that is no polity, because that is the subject before it."""
    subjects = [word for word in token.doc[: token.i] if word.dep_ in _SUBJECTS and word.pos_ in ("NOUN", "PROPN")]
    named = bool(subjects) and actors.mentioned.headed(subjects[-1]) is not None
    return token.lower_ in _THIRD and bool(subjects) and not named and actors.nonstate(subjects[-1])


def _of_named(token: Token, actors: Actors) -> Codes:
    """ "we stand with Peru and support its right": a country named before, where the subject is no "it"."""
    if token.lower_ != "its":
        return ()
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
    subjects = surface_subjects(verb)
    if not subjects or not all(word.pos_ == "PRON" and word.lower_ in _NO_IT for word in subjects):
        return ()
    if token.head.dep_ == "conj" and token.head.head.pos_ == "NOUN":
        return ()  # "the invasion of Peru and its toll"
    named = [mention for mention in actors.mentioned.all if mention.end <= token.i and mention.kind is Kind.NAME]
    return named[-1].codes if named else ()


def _of_object(token: Token, actors: Actors) -> Codes:
    """ "help Russia in its invasion": a possessive in a phrase after an object means the object."""
    if token.tag_ != "PRP$" or token.lower_ not in ("its", "their"):
        return ()
    owner = _owner_above(token, actors)
    if owner:
        return owner
    verb = token.head
    while verb.pos_ != "VERB" and verb.head != verb:
        verb = verb.head
    named = [child for child in verb.children if child.dep_ == "dobj" and child.i < token.i and child != token.head]
    if token.lower_ == "their" and verb.lemma_ in _THANKING:
        return tuple(dict.fromkeys(code for child in named for code in actors.acting(child)))
    return tuple(
        mention.code
        for child in named or _told(verb)
        if (mention := actors.mentioned.headed(child)) is not None and mention.kind is not Kind.PERSON
    )


def _told(verb: Token) -> list[Token]:
    """ "urged Peru to reconsider its ban": who is to do what an infinitive says."""
    if verb.tag_ != "VB" or verb.dep_ not in ("xcomp", "ccomp"):
        return []
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    return own or [child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i]


def _owner_above(token: Token, actors: Actors) -> Codes:
    """ "Russia's assault on its neighbor": a possessive inside a phrase that has a possessor means that one."""
    noun = token.head
    while noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
        owners = [child for child in noun.lefts if child.dep_ == "poss" and child.pos_ != "PRON"]
        named = [mention for child in owners if (mention := actors.mentioned.at(child)) is not None]
        if named:
            return named[0].codes
    return ()


def _note(token: Token, actors: Actors, context: Context, *, primary: bool) -> None:
    codes: Codes = actors.acting(token)
    first = next(iter(codes), None)
    if first is None:
        return
    if primary and _in_main_clause(token):
        context.note_actor(codes)
    if len(codes) > 1:
        context.note_group(codes)
    elif token.tag_ in _PLURAL:
        context.group = codes
    mention = actors.mentioned.headed(token)
    is_person = mention.kind is Kind.PERSON if mention is not None else token.pos_ == "PROPN"
    if is_person:
        context.note_person(first, title=_title(token, actors))
    elif token.lemma_.lower() in actors.roles.state and primary:
        context.note_person(first)
    if primary or (context.thing is None and not is_person):
        context.note_thing(first)


def _note_title(token: Token, actors: Actors, context: Context) -> None:
    """Remember the office of somebody whom the sentence names besides its subject."""
    title = _title(token, actors)
    codes = actors.acting(token) if title else ()
    if title and len(codes) == 1:
        context.titles[title] = codes[0]


def _in_main_clause(subject: Token) -> bool:
    verb = subject.head
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _title(token: Token, actors: Actors) -> str | None:
    """The office before a name ("President", "Minister"): "the minister" may mean him later."""
    titles = [child.lemma_.lower() for child in token.lefts if child.lemma_.lower() in actors.roles.state]
    return titles[-1] if titles else None
