"""Frames of verbs: "condemns", "expels", "meets with"."""

from spacy.tokens import Token

from tracker.extraction.asking import asks_or_answers
from tracker.extraction.clauses import (
    agents,
    complements,
    is_passive,
    objects,
    prepositional,
    surface_subjects,
    will_not,
)
from tracker.extraction.coreference import of_nobody
from tracker.extraction.fillers import Fillers, unique
from tracker.extraction.frame import FORCE, Frame
from tracker.extraction.lexicon import Verb
from tracker.extraction.nounclasses import CARRIERS, EVERYBODY, PEOPLE, PRIVATE
from tracker.extraction.phrases import conjuncts, whole_of
from tracker.extraction.pointing import RELATIVE, of_ours, only_points, points_back, stands_for
from tracker.gazetteer import Kind

_AGREEING = 3
_STAYING = frozenset({"enter", "visit", "travel", "return", "come", "go", "stay", "land", "fly", "dock"})


def verb_frame(fillers: Fillers, token: Token, verb: Verb) -> Frame | None:
    """The frame of a verb by one entry; None when its words do not fit, or a party is missing."""
    if not _fits(token, verb):
        return fillers.without(token, verb.id, "its words do not fit the entry")
    subjects = surface_subjects(token) if verb.adjective else _of_root(token) or agents(token)
    thanks = not subjects and token.lemma_ == "thank" and any(obj.lower_ == "you" for obj in objects(token))
    acting = [head for subject in subjects for head in conjuncts(subject) if _may_act(fillers, head, verb)]
    sources = unique(code for head in acting for code in fillers.actors.acting(head, force=verb.type in FORCE))
    sources = sources or (fillers.actors.context.we if thanks else _unnamed(fillers, token, verb))
    if not sources:
        return fillers.without(token, verb.id, "no polity acts")
    if verb.type in FORCE and _against_group(fillers, token):
        return fillers.without(token, verb.id, "its target is a group that is no polity")
    if len(sources) > 1 and any(_each_other(obj) for obj in objects(token)):
        return Frame(verb.type, verb.id, (token,), token, sources, (), True)
    targets = fillers.actors.context.you if thanks else _targets(fillers, token, verb, sources)
    if not targets and not (verb.mutual and len(sources) > 1):
        return fillers.without(token, verb.id, f"no second polity: {', '.join(sources)} toward nobody")
    if verb.id == "agree" and len(sources) > _AGREEING:
        return fillers.without(
            token, verb.id, "too many agree"
        )  # members of a body who agree on something toward others
    extra = {key: value for key in ("form", "measure", "action") if (value := getattr(verb, key)) is not None}
    topic = verb.type
    if verb.id == "threaten" and any(_is_measure(fillers, obj) for obj in objects(token)):
        topic = "SanctionsThreatened"
    return Frame(topic, verb.id, (token,), token, sources, targets, verb.mutual, stands=verb.stands, extra=extra)


def _unnamed(fillers: Fillers, token: Token, verb: Verb) -> tuple[str, ...]:
    """Who does what is told in the passive: where it is done ("expelled from"), or whose forces are sent."""
    if not verb.passive_source or not is_passive(token):
        return ()
    for slot in verb.passive_source:
        found = (
            unique(code for subject in surface_subjects(token) for code in fillers.actors.acting(subject, force=True))
            if slot == "subject"
            else _where(fillers, token, slot)
        )
        if found:
            return found
    return ()


def _where(fillers: Fillers, token: Token, slot: str) -> tuple[str, ...]:
    """From where somebody is kept or sent: "banned from entering", but not "from investing in firms of"."""
    done = [pobj for pobj in prepositional(token, (slot.partition(":")[2],)) if pobj.dep_ == "pcomp"]
    return () if done and not any(verb.lemma_ in _STAYING for verb in done) else fillers.slot(token, slot)


def _is_measure(fillers: Fillers, noun: Token) -> bool:
    """Whether a noun names a sanction: "threatened tariffs"."""
    return any(entry.family == "measure" for entry in fillers.lexicon.nouns.get(noun.lemma_.lower(), ()))


def _against_group(fillers: Fillers, token: Token) -> bool:
    """Whether the report names a target that is no polity: "strikes Hezbollah sites in Lebanon"."""
    groups = fillers.lexicon.roles.groups | fillers.lexicon.roles.nonstate
    return any(
        word.lower_ in groups or word.lemma_.lower() in groups for obj in objects(token) for word in (obj, *obj.lefts)
    )


def _of_root(token: Token) -> list[Token]:
    """The subject of the sentence, for a verb that the parser has joined to a relative clause."""
    if token.dep_ != "conj" or token.head.dep_ != "relcl" or token.tag_ not in ("VBZ", "VBD", "VBP"):
        return []
    root = token.sent.root
    return surface_subjects(root) if root.tag_ == token.tag_ else []


def _targets(fillers: Fillers, token: Token, verb: Verb, sources: tuple[str, ...]) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    if verb.type in _TOWARD_OTHERS and (_own(fillers, token, sources) or _of_everybody(token)):
        return ()
    for slot in verb.target:
        found = tuple(code for code in fillers.slot(token, slot, but=sources) if code not in sources)
        if found:
            break
    if not found and verb.type == "MeetingHeld":
        found = fillers.hosts(token)
    pointing = [obj for obj in objects(token) if points_back(obj) and not of_nobody(obj, fillers.actors)]
    if verb.type == "AidProvided":
        pointing = [obj for obj in pointing if not of_ours(obj)]
    if not found and verb.type != "MeetingHeld" and pointing:
        related = all(obj.tag_ in RELATIVE for obj in pointing)  # "which they denounce": told in the sentence
        found = fillers.named_before(token, but=sources)
        found = found or (() if related else fillers.actors.context.opposite(sources))
    if not found and (verb.fallback == "always" or (verb.fallback == "antecedent" and _anaphoric(fillers, token))):
        found = fillers.actors.context.opposite(sources)
    if not found and verb.fallback == "near" and not any(_is_measure(fillers, word) for word in token.subtree):
        found = _shared_target(fillers, token, sources)
    if not found and verb.type == "DemandMade":
        found = unique(code for noun in _asked(token) for code in _everybody(fillers, noun, sources))
    return tuple(code for code in found if code not in sources)


_TOWARD_OTHERS = frozenset({"DemandMade", "CriticismVoiced", "WarningIssued"})


def _of_everybody(token: Token) -> bool:
    """Whether something is asked of no state more than of any other: "urges all countries to"."""
    asked = [obj for obj in objects(token) if obj.lemma_.lower() in EVERYBODY]
    return any(word.lower_ in ("all", "other", "every") for obj in asked for word in (obj, *obj.lefts))


def _own(fillers: Fillers, token: Token, sources: tuple[str, ...]) -> bool:
    """Whether whoever acts addresses his own: "urges its citizens to leave", "the envoy asked his government to"."""
    owned = [obj for obj in objects(token) if _is_named_or_owned(fillers, obj)]
    found = {code for obj in owned for code in fillers.actors.affected(obj, deep=False)}
    return bool(found) and found <= set(sources)


def _is_named_or_owned(fillers: Fillers, obj: Token) -> bool:
    people = obj.lemma_.lower() in PEOPLE or any(child.tag_ == "PRP$" for child in obj.lefts)
    return people or fillers.actors.mentioned.headed(obj) is not None


def _fits(token: Token, verb: Verb) -> bool:
    """Whether the words around the verb are those that the entry asks for."""
    if verb.adjective != (token.pos_ == "ADJ") and not (verb.adjective and token.tag_ == "VBN"):
        return False
    if verb.particle and not any(child.dep_ == "prt" and child.lower_ == verb.particle for child in token.children):
        return False
    if (verb.intransitive and objects(token)) or (verb.type == "MeetingHeld" and _habitual(token)):
        return False  # "return your calls" is no journey
    heads = {word.lemma_.lower() for obj in objects(token) for head in conjuncts(obj) for word in _named(head)}
    if (verb.object and not heads & verb.object) or heads & verb.not_object:
        return False
    if verb.needs and not any(_has(token, need) for need in verb.needs):
        return False
    if not asks_or_answers(token):
        return False
    if verb.says and not _predicated(token) & verb.says:
        return False
    return _words_fit(token, verb)


def _named(head: Token) -> list[Token]:
    """An object's head, and the noun beside a name: "diplomat Zhao Wei", "Valery Shibeko, the envoy"."""
    if head.pos_ != "PROPN":
        return [head]
    return [head, *(child for child in head.children if child.dep_ in ("compound", "appos"))]


def _words_fit(token: Token, verb: Verb) -> bool:
    words = {word.lower_ for word in token.subtree} | {word.lemma_.lower() for word in token.subtree}
    if any(needed and not words & needed for needed in (verb.needs_word, verb.needs_noun)) or words & verb.not_word:
        return False
    if verb.negated and not will_not(token):
        return False
    return not any(child.dep_ == "prep" and child.lower_ in verb.not_prep for child in token.children)


def _has(token: Token, need: str) -> bool:
    if need == "infinitive":
        return any(clause.dep_ == "ccomp" and _infinitive(clause) for clause in complements(token))
    relation, _, word = need.partition(":")
    if need == "prep:for" and any(
        mark.dep_ == "mark" and mark.lower_ == "for" for c in complements(token) for mark in c.children
    ):
        return True  # "calls for Russia to withdraw"
    heads = [token]
    if relation == "prep":
        heads.extend(joined for obj in objects(token) for joined in conjuncts(obj))
    children = [child for head in heads for child in head.children]
    return any(child.dep_ == relation and (not word or child.lower_ == word) for child in children)


def _infinitive(clause: Token) -> bool:
    return any(mark.lower_ == "to" and mark.dep_ == "aux" for mark in clause.lefts)


def _habitual(token: Token) -> bool:
    """Whether it is what somebody says to do at any time: "we discuss that with them"."""
    return token.tag_ == "VBP" and any(subject.lower_ in _SPEAKERS for subject in surface_subjects(token))


_SPEAKERS = frozenset({"i", "we", "you"})


def _may_act(fillers: Fillers, head: Token, verb: Verb) -> bool:
    """Whether the subject is of the kind that the entry asks for: for visits, a person or an office."""
    if verb.type in FORCE and (head.lemma_.lower() in PRIVATE or (verb.type == "ForceUsed" and _is_hacker(head))):
        return False
    if verb.subjects in ("any", "forces"):
        return True
    if verb.subjects == "troops":
        return (whole_of(head) or head).lemma_.lower() in fillers.lexicon.roles.forces - CARRIERS
    mention = fillers.actors.mentioned.headed(head)
    if mention is not None:
        return mention.kind in (Kind.PERSON, Kind.INSTITUTION) or verb.subjects == "officials"
    return head.pos_ in ("PROPN", "PRON") or head.lemma_.lower() in fillers.lexicon.roles.state


def _is_hacker(head: Token) -> bool:
    """Whether somebody attacks computers only, and so kills nobody."""
    return head.lemma_.lower() == "hacker"


def _predicated(token: Token) -> frozenset[str]:
    """The words that a verb of calling or saying applies: "calls it illegal", "says that it is a threat"."""
    words: set[str] = set()
    for child in token.children:
        if child.dep_ in ("oprd", "acomp", "xcomp", "attr") or (child.dep_ == "prep" and child.lower_ == "as"):
            words.update(word.lemma_.lower() for word in child.subtree)
        elif child.dep_ == "ccomp":
            parts = [grand for grand in child.children if _predicates(child, grand)]
            parts += [grand for grand in prepositional(child, ("in",)) if child.lemma_ == "be"]
            words.update(word.lemma_.lower() for part in (*parts, child) for word in (part, *part.lefts))
    return frozenset(words)


_CARRYING = frozenset({"pose", "make", "constitute", "represent", "commit", "create", "amount", "remain", "be"})


def _predicates(verb: Token, part: Token) -> bool:
    """Whether a word after a verb says what its subject is: "is illegal", "poses a threat"."""
    return part.dep_ in ("acomp", "attr", "oprd") or (part.dep_ == "dobj" and verb.lemma_ in _CARRYING)


def _anaphoric(fillers: Fillers, token: Token) -> bool:
    """Whether the object only points back: "the claim", "this decision", "it"."""
    inner = [child for clause in complements(token) for child in clause.children if child.dep_ == "nsubj"]
    meant = objects(token) or inner or [*prepositional(token, ("against", "about", "over", "to", "with"))]
    nobody = fillers.lexicon.roles.nonstate | fillers.lexicon.roles.groups
    pointing = [obj for obj in meant if not any(word.lower_ in nobody for word in obj.lefts)]  # "the rebel attack"
    return any(stands_for(obj) if obj.pos_ == "PRON" else only_points(obj) for obj in pointing)


def _asked(token: Token) -> list[Token]:
    return [*objects(token), *prepositional(token, ("on", "upon"))]


def _everybody(fillers: Fillers, noun: Token, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "all parties" and "both sides" mean: those that the report is about."""
    words = {child.lower_ for child in noun.lefts} if noun.lemma_ in ("party", "side") else set()
    context = fillers.actors.context
    if "both" in words and not context.speakers:
        return context.pair or ()
    return context.opposite(sources) if "all" in words else ()


def _shared_target(fillers: Fillers, token: Token, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Who is threatened: whom the verb's own words name, or (in "accuses X and threatens action") the verb before."""
    others = [obj for clause in (token, *complements(token)) for obj in objects(clause) if obj.pos_ == "PROPN"]
    if others or any(obj.lemma_.lower() in PEOPLE for obj in objects(token)):
        return ()  # somebody else is
    named = fillers.named_in(token, but=sources)
    if named or token.dep_ != "conj":
        return named
    return unique(code for obj in objects(token.head) for code in fillers.actors.affected(obj))


def _each_other(obj: Token) -> bool:
    """Whether an object is "each other", "one another", or somebody "from the other country"."""
    words = {word.lower_ for word in obj.subtree}
    return bool({"each", "one"} & words and {"other", "another"} & words) or {"the", "other", "country"} <= words
