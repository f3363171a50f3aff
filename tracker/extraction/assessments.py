"""Assessments: who judges what of whom, in which words, with which likelihood and confidence."""

import tomllib
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from events import Judgement, Proposition
from events.values import Value
from events.vocabulary import Confidence, Likelihood, Predicate, Stance
from tracker.extraction.actors import Actors, Codes
from tracker.extraction.clauses import agents, governor, surface_subjects
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said, said_span

_FINDING = frozenset({"find", "see", "have", "be", "uncover", "obtain", "show", "detect", "discover"})
_MUSING = frozenset({"think", "guess", "feel", "hope", "find"})
"""How one speaks of anything: only of what analysts ask about is it a judgement."""

_ADDRESSED = frozenset({"you"})
"""Whoever is spoken to judges nothing, and nothing is judged of them: "you know that", "you'll see that"."""

_NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "little"})


class AssessmentWords(Value):
    """The data of `assessments.toml`."""

    verbs: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    likelihood: dict[Likelihood, tuple[str, ...]]
    confidence: dict[Confidence, tuple[str, ...]]
    giving: frozenset[str]
    gifts: dict[Predicate, frozenset[str]]
    predicates: dict[Predicate, tuple[str, ...]]


@cache
def assessment_words() -> AssessmentWords:
    """Read `assessments.toml`."""
    text = (files("tracker.data") / "assessments.toml").read_text(encoding="utf-8")
    return AssessmentWords.model_validate(tomllib.loads(text))


def assessment_frames(doc: Doc, actors: Actors) -> list[Frame]:
    """Every judgement that the sentence states, as frames with a `judgement` in their extra."""
    found = []
    for token in doc:
        frame = _by_noun(token, actors) if token.pos_ == "NOUN" else _by_verb(token, actors)
        if frame is not None:
            found.append(frame)
    return found


def _stance(token: Token) -> Stance | None:
    """The stance that a verb ("assesses") or an adjective ("is concerned") expresses."""
    words = assessment_words()
    if token.pos_ not in ("VERB", "ADJ"):
        return None
    by_verb = next((Stance(name) for name, verbs in words.verbs.items() if token.lemma_.lower() in verbs), None)
    if by_verb is not None and token.pos_ == "VERB":
        return by_verb
    return next((Stance(name) for name, adjectives in words.adjectives.items() if token.lower_ in adjectives), None)


def _by_verb(token: Token, actors: Actors) -> Frame | None:
    stance = _stance(token)
    clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
    if stance is None or clause is None or _is_asked(token, clause, stance) or _is_called_for(clause):
        return None
    if _negated(token):
        stance = Stance.DOUBTS if stance is Stance.ASSERTS else stance
    holder = token.head if token.dep_ == "acomp" else token
    judging = surface_subjects(holder)
    holders = tuple(dict.fromkeys(code for subject in judging for code in actors.acting(subject)))
    if any(subject.lower_ in _ADDRESSED for subject in judging):
        return None
    if token.lemma_ == "warn":  # "X warns Y that Z plans" judges Z; "X warns Y that it may lose" warns Y
        holders = () if _addressed(token, clause, actors) else holders
    trigger = (token,) if holder == token else (holder, token)
    frame = _frame(token, clause, holders, stance, actors, trigger)
    musing = token.lemma_ in _MUSING and any(subject.lower_ in ("i", "we") for subject in judging)
    return None if frame and musing and frame.extra["judgement"].proposition.predicate is Predicate.OTHER else frame


def _is_asked(token: Token, clause: Token, stance: Stance) -> bool:
    """Whether a clause only says what the question is: "to assess where they stand", "what they think our role is"."""
    if any(word.lower_ == "what" and word.i < token.i for word in (*token.lefts, *clause.lefts)):
        return True
    subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")), clause)
    opening = [
        word for word in clause.doc[token.i + 1 : subject.i + 1] if word in (subject, *subject.lefts, *clause.lefts)
    ]
    asking = ("WRB", "WP", "WDT", "WP$")
    whether = stance is not Stance.DOUBTS and any(word.lower_ in ("whether", "if") for word in opening)
    return whether or any(word.tag_ in asking for word in opening)


_BINDING = frozenset({"must", "should", "ought"})


def _is_called_for(clause: Token) -> bool:
    """Whether a clause says what ought to be, and not what is: "must withdraw", "has to be resolved"."""
    bound = clause.lemma_ in ("have", "need") and any(child.dep_ == "xcomp" for child in clause.children)
    return bound or any(child.dep_ == "aux" and child.lower_ in _BINDING for child in clause.children)


def _addressed(token: Token, clause: Token, actors: Actors) -> bool:
    told = {code for child in token.children if child.dep_ in ("dobj", "dative") for code in actors.affected(child)}
    return bool(told & {code for subject in surface_subjects(clause) for code in actors.affected(subject)})


def _by_noun(token: Token, actors: Actors) -> Frame | None:
    kind = next((name for name, nouns in assessment_words().nouns.items() if token.lemma_.lower() in nouns), None)
    clause = next((child for child in token.children if _is_content(child) and _finite(child)), None)
    ruled = governor(token)
    if kind == "evidence" and clause is None and ruled is not None:  # "has seen no evidence so far that"
        later = (word for word in ruled[0].subtree if word.i > token.i and word.dep_ in ("ccomp", "acl"))
        clause = next((word for word in later if _finite(word)), None)
    if kind is None or clause is None:
        return None
    holders = actors.modifying(token)
    if not holders and ruled is not None:
        holders = tuple(dict.fromkeys(code for subject in agents(ruled[0]) for code in actors.acting(subject)))
    trigger = (token,) if ruled is None or ruled[0].pos_ not in ("VERB", "AUX") else (ruled[0], token)
    if kind != "evidence":
        return _frame(token, clause, holders, Stance(kind), actors, trigger)
    negated = _negated(token) or (ruled is not None and _negated(ruled[0]))
    if ruled is not None and ruled[0].lemma_.lower() not in _FINDING:
        return None
    stance = Stance.NO_EVIDENCE if negated else Stance.ASSERTS
    return _frame(token, clause, holders, stance, actors, trigger)


def _is_content(clause: Token) -> bool:
    """Whether a clause says what a noun holds; the parser takes "intelligence that they left" for a relative one."""
    marked = clause.dep_ == "relcl" and any(child.dep_ == "mark" for child in clause.children)
    return marked or clause.dep_ in ("acl", "ccomp")


def _finite(clause: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)


def _negated(token: Token) -> bool:
    return any(
        child.lower_ in _NEGATIONS and child.dep_ in ("neg", "det", "amod", "advmod") for child in token.children
    )


def _frame(
    token: Token, clause: Token, holders: Codes, stance: Stance, actors: Actors, trigger: tuple[Token, ...]
) -> Frame | None:
    subjects = tuple(
        dict.fromkeys(
            code
            for subject in surface_subjects(clause)
            if subject.i > token.i and not _expletive(subject) and subject.lower_ not in _ADDRESSED
            for code in actors.affected(subject)
        )
    )
    subjects = tuple(code for code in subjects if code not in holders)
    if not holders or not subjects:
        return None
    judgement = judge(clause, stance, subjects, actors)
    return Frame("AssessmentReported", "assessment", trigger, token, holders, subjects, extra={"judgement": judgement})


def _expletive(subject: Token) -> bool:
    """ "it is necessary that": the pronoun means nobody."""
    return subject.lower_ in ("it", "there") and (subject.head.lemma_ == "be" or subject.head.lower_ in ("’s", "'s"))


def judge(clause: Token, stance: Stance, subjects: Codes, actors: Actors) -> Judgement:
    """Word the proposition of a clause: predicate, object polity, likelihood, confidence."""
    words = assessment_words()
    text = f" {' '.join(said(token).lower_ for token in clause.subtree)} ".replace(" - ", "-")
    sentence = f" {' '.join(said(token).lower_ for token in clause.doc)} "
    predicate = _given(clause) or next(
        (name for name, phrases in words.predicates.items() if any(f" {phrase}" in text for phrase in phrases)),
        Predicate.OTHER,
    )
    likelihood = next(
        (name for name, phrases in words.likelihood.items() if any(f" {phrase} " in text for phrase in phrases)), None
    )
    confidence = next(
        (name for name, phrases in words.confidence.items() if any(f" {phrase} " in sentence for phrase in phrases)),
        None,
    )
    content = said_span(clause.doc, clause.left_edge.i, clause.right_edge.i + 1).text
    proposition = Proposition(predicate=predicate, object=_object(clause, subjects, actors), content=content)
    return Judgement(proposition=proposition, stance=stance, likelihood=likelihood, confidence=confidence)


def _given(clause: Token) -> Predicate | None:
    """What kind of help, where the subject gives something: weapons are lethal, money is financial."""
    words = assessment_words()
    text = {token.lemma_.lower() for token in clause.subtree}
    if not text & words.giving:
        return None
    return next((kind for kind, given in words.gifts.items() if text & given), None)


def _object(clause: Token, subjects: Codes, actors: Actors) -> str | None:
    """The first other polity of the clause: whom the subject helps, attacks, talks to."""
    for token in clause.subtree:
        mention = actors.mentioned.headed(token)
        if mention is not None and mention.code not in subjects:
            return mention.code
    return None
