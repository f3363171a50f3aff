"""Modality: how real a sentence says that an act is, and whose words carry it.

Climbs from the act through the verbs and nouns that govern it, and collects what they make of it.
"""

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from events.vocabulary import Modality
from tracker.extraction.clauses import joined_to
from tracker.extraction.lexicon import Operators

_MAX_CLIMB = 8


@dataclass(frozen=True)
class Reality:
    """What the governing words make of an act.

    `dropped` says why the act is not stated as a fact (None: it is). `threat` is the verb by which it is threatened or
    urged, if one does. `speakers` are the verbs of saying above it, nearest first.
    """

    modality: Modality = Modality.HAPPENED
    background: bool = False
    dropped: str | None = None
    threat: Token | None = None
    urge: Token | None = None
    speakers: tuple[Token, ...] = field(default=())

    def planned(self) -> "Reality":
        """The same, to come."""
        return replace(self, modality=Modality.PLANNED)

    def drop(self, why: str) -> "Reality":
        """The same, not stated as a fact; the first reason stays."""
        return self if self.dropped else replace(self, dropped=why)


def reality(act: Token, operators: Operators) -> Reality:
    """Judge an act by its verb (or noun) and everything that governs it."""
    state = _own(act, Reality(), operators)
    current = act
    for _ in range(_MAX_CLIMB):
        if current.dep_ == "ROOT" or current.head == current:
            break
        state, following = _step(current, state, operators)
        if following is None:
            break
        current = following
    return state


def _own(verb: Token, state: Reality, operators: Operators) -> Reality:
    """What auxiliaries, negation and adverbs of the verb itself say."""
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "neg" or (child.dep_ == "det" and word == "no") or word == "never":
            state = state.drop("negated")
        elif child.dep_ == "aux":
            state = _auxiliary(word, state, operators)
        elif child.dep_ == "mark" and word in operators.conditional:
            state = state.drop(f"conditional: {word}")
        elif child.dep_ == "advmod" and (word in _BEFORE_NOW or _once(child)):
            state = replace(state, background=True)
        elif child.dep_ == "amod":
            state = _qualified(word, state, operators)
    had = verb.dep_ != "ccomp" and any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)
    return replace(state, background=True) if had else state


def _qualified(word: str, state: Reality, operators: Operators) -> Reality:
    """What an adjective makes of an act that is a noun: "a possible strike", "the upcoming talks"."""
    if word in operators.unreal:
        return state.drop(f"not a fact: {word}")
    return state.planned() if word in operators.coming else state


def _auxiliary(word: str, state: Reality, operators: Operators) -> Reality:
    if word in ("will", "'ll", "’ll", "shall", "wo"):
        return state.planned()
    if word in operators.modal_doubt:
        return state.drop(f"possible: {word}")
    return state.drop(f"called for: {word}") if word in ("should", "must") else state


def _once(adverb: Token) -> bool:
    """ "was once told": at some time before; "once again" and "once more" are now."""
    following = adverb.doc[adverb.i + 1].lower_ if adverb.i + 1 < len(adverb.doc) else ""
    return adverb.lower_ == "once" and following not in ("again", "more")


_BEFORE_NOW = frozenset(
    {"regularly", "repeatedly", "often", "long", "previously", "earlier", "frequently", "historically", "formerly"}
)


_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "parataxis", "acomp", "oprd"})
_NOMINAL = frozenset(
    {"dobj", "nsubj", "nsubjpass", "attr", "dative", "appos", "compound", "nmod", "poss", "prep", "agent"}
)


def _step(current: Token, state: Reality, operators: Operators) -> tuple[Reality, Token | None]:
    """Apply what governs the current word; return the new state and the word to go on from."""
    relation, head = current.dep_, current.head
    following: tuple[Reality, Token | None] = state, None
    if relation == "conj":
        verb = joined_to(current) or head
        following = _joined(current, verb, state, operators), verb
    elif relation in _CONTENT:
        state = state.drop(f"called for: {head.lemma_} to") if _called_for(current, head) else state
        following = _governed(head, relation, state, operators), head
    elif relation == "advcl":
        following = _adverbial(current, head, state, operators)
    elif relation == "relcl" and _is_judged(head, operators):
        following = state.drop(f"content of: {head.lemma_}"), head  # "no proof to date that"
    elif relation == "relcl":  # "which Serbia denies" is news, "which fled" is not
        following = (state if current.tag_ in ("VBZ", "VBP") else replace(state, background=True)), None
    elif relation == "advmod":
        following = _above(head, state, operators), head
    elif relation == "acl":
        following = _of_noun(current, head, state, operators)
    elif relation in ("pcomp", "pobj"):
        following = _in_phrase(current, head, state, operators)
    elif relation in _NOMINAL:
        following = _as_noun(head, relation, state, operators)
    return following


def _called_for(act: Token, verb: Token) -> bool:
    """Whether a verb says that something is still to be done: "has to", "has yet to", "ought to"; "had to" does not."""
    if act.dep_ != "xcomp" or not any(child.lower_ == "to" and child.dep_ == "aux" for child in act.children):
        return False
    if verb.lemma_ == "ought" or any(child.lower_ == "yet" and child.dep_ == "advmod" for child in verb.children):
        return True
    has_got = verb.lower_ == "got" and any(child.lemma_ == "have" for child in verb.children)
    return has_got or (verb.lemma_ == "have" and verb.tag_ in ("VBP", "VBZ", "VB"))


def _joined(current: Token, head: Token, state: Reality, operators: Operators) -> Reality:
    """A verb joined to another shares its auxiliaries, unless it has its own."""
    if head.pos_ not in ("VERB", "AUX") or _own_tense(current):
        return state
    return _own(head, state, operators)


def _own_tense(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in verb.children)


def _governed(head: Token, relation: str, state: Reality, operators: Operators) -> Reality:
    """The act is the content of another verb."""
    lemma = head.lemma_.lower()
    verb = head.head if head.pos_ == "ADV" else head  # "so far that" hangs on "far"
    if any(child.dep_ in ("dobj", "attr") and _is_judged(child, operators) for child in verb.children):
        state = state.drop(f"judged: {verb.lemma_.lower()}")  # "has seen no evidence so far that"
    elif lemma in operators.threaten:
        state = replace(state.drop(f"threatened: {lemma}"), threat=head)
    elif lemma in operators.urge and (relation == "xcomp" or _subjunctive(head)):
        state = replace(state.drop(f"urged: {lemma}"), urge=head)
    elif (why := _unreal(lemma, operators)) is not None:
        state = state.drop(f"{why}: {lemma}")
    else:
        state = _told(head, relation, state, operators)
    return _above(head, state, operators)


_SIGNS = frozenset({"sign", "proof", "indication", "trace", "claim", "allegation", "rumor", "rumour"})


def _is_judged(noun: Token, operators: Operators) -> bool:
    """Whether a noun stands between a fact and who holds it: "evidence", "no sign"."""
    return noun.lemma_.lower() in operators.judge or (noun.pos_ == "NOUN" and noun.lemma_.lower() in _SIGNS)


def _unreal(lemma: str, operators: Operators) -> str | None:
    """Why what a word governs is not stated as a fact, if so."""
    kinds = (("denied", operators.deny), ("alleged", operators.accuse), ("judged", operators.judge))
    return next((why for why, words in (*kinds, ("not a fact", operators.doubt)) if lemma in words), None)


def _told(head: Token, relation: str, state: Reality, operators: Operators) -> Reality:
    """The act is planned, or said, or only carried by the verb; what another verb aims at is a purpose."""
    lemma = head.lemma_.lower()
    if lemma == "be" and relation == "xcomp":
        return state.planned()
    if lemma in operators.plan and (relation == "xcomp" or lemma not in operators.say):
        return state.planned()
    if lemma in operators.say and relation in ("ccomp", "parataxis", "xcomp"):
        return replace(state, speakers=(*state.speakers, head))
    if relation == "xcomp" and head.pos_ == "VERB" and lemma not in operators.carry:
        return state.drop(f"purpose: {lemma}")
    return state


def _subjunctive(head: Token) -> bool:
    """ "demands that Iran release": a that-clause without tense; "asks for sanctions to be lifted"."""
    return head.lemma_ in ("demand", "request", "urge", "ask", "call")


def _above(head: Token, state: Reality, operators: Operators) -> Reality:
    """Negation and modals of the governing verb hold for what it governs, too."""
    judged = _own(head, Reality(), operators)
    if judged.dropped:
        return state.drop(judged.dropped)
    if judged.modality is Modality.PLANNED and head.lemma_ not in operators.say:
        return state.planned()
    return replace(state, background=True) if judged.background and head.lemma_ not in operators.say else state


def _adverbial(current: Token, head: Token, state: Reality, operators: Operators) -> tuple[Reality, Token | None]:
    marks = {child.lower_ for child in current.children if child.dep_ in ("mark", "advmod")}
    if marks & operators.conditional:
        return state.drop("conditional"), None
    if marks & {"after", "since", "because", "before", "when", "until", "once"}:
        return replace(state, background=True), None
    if current.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in current.children):
        if head.lemma_ in operators.plan:
            return _governed(head, "xcomp", state, operators), head
        return state.drop("purpose"), head
    return _above(head, state, operators), head


def _of_noun(current: Token, noun: Token, state: Reality, operators: Operators) -> tuple[Reality, Token | None]:
    """ "plans to impose", "a threat to attack", "sanctions imposed on"."""
    lemma = noun.lemma_.lower()
    if current.tag_ == "VBN":
        return replace(state, background=True), None
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in current.children):
        return state.drop(f"content of: {lemma}"), noun  # "evidence that China is sending"
    if current.tag_ == "VBG":
        return state, noun
    if lemma in operators.threaten:
        return replace(state.drop(f"threatened: {lemma}"), threat=noun), noun
    if lemma in operators.plan:
        return state.planned(), noun
    return state.drop(f"not a fact: {lemma}"), noun


def _in_phrase(
    current: Token, preposition: Token, state: Reality, operators: Operators
) -> tuple[Reality, Token | None]:
    """The act stands in a phrase: "without attacking", "ahead of talks", "accused of", "plans for"."""
    word, head = preposition.lower_, preposition.head
    lemma = head.lemma_.lower()
    if word == "by" or (word == "for" and (lemma in operators.meeting or lemma == "responsibility")):
        return state, head
    if word in ("without", "instead", "rather"):
        return state.drop(f"not done: {word}"), None
    asked_for = word == "for" and current.pos_ == "NOUN" and lemma not in operators.answer
    if word == "before" or asked_for or head.lower_ in ("ahead", "advance"):
        return state.planned(), None
    if lemma in operators.doubt and head.pos_ == "ADJ":
        return state.drop(f"not a fact: {lemma}"), None  # "interested in restoring ties"
    if word == "in" and current.dep_ == "pcomp" and (head.pos_ == "ADJ" or lemma in ("join", "unite")):
        return state, (head if head.pos_ == "ADJ" else None)  # "united in supporting", "joins them in condemning"
    if word in _BACKGROUND_PHRASES:
        return replace(state, background=True), None
    return _of_governor(word, head, state, operators)


_BACKGROUND_PHRASES = frozenset({"after", "since", "following", "during", "amid", "despite", "over", "in", "because"})


_BOUND = frozenset({"commit", "committed"})


def _of_governor(word: str, head: Token, state: Reality, operators: Operators) -> tuple[Reality, Token | None]:
    """The act is what a verb or noun is about: "accuses of", "calls for", "plans for"."""
    lemma = head.lemma_.lower()
    if lemma in operators.accuse and word in ("of", "for", "with"):
        return state.drop(f"alleged: {lemma}"), None
    if lemma in operators.threaten:
        return replace(state.drop(f"threatened: {lemma}"), threat=head), head
    if lemma in operators.urge and word in ("for", "to", "on"):
        return replace(state.drop(f"urged: {lemma}"), urge=head), head
    if lemma in operators.doubt or lemma in operators.judge:
        return state.drop(f"not a fact: {lemma}"), None
    if lemma in operators.plan and word in ("for", "to", "on", "of") and (head.pos_ == "NOUN" or lemma in _BOUND):
        return state.planned(), head  # "plans for talks", "committed to reopening"
    return replace(state, background=True), None


def _as_noun(head: Token, relation: str, state: Reality, operators: Operators) -> tuple[Reality, Token | None]:
    """The act is a noun that depends on another word: presupposed, unless that word makes it unreal."""
    lemma = head.lemma_.lower()
    if relation in ("dobj", "nsubjpass", "attr"):
        if lemma in operators.threaten:
            return replace(state.drop(f"threatened: {lemma}"), threat=head), head
        if lemma in operators.urge:
            return replace(state.drop(f"urged: {lemma}"), urge=head), head
        if lemma in operators.plan and lemma not in operators.say:
            return state.planned(), head
        why = _unreal(lemma, operators)
        if why is not None and why != "alleged":
            return state.drop(f"{why}: {lemma}"), None
    return replace(state, background=True), None
