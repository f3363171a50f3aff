"""Clauses: subjects, objects and phrases of a verb, through voice, control, conjunction and participles."""

from collections.abc import Iterator

from spacy.tokens import Token

OBJECT_CONTROL = frozenset(
    {
        "urge",
        "ask",
        "force",
        "order",
        "allow",
        "tell",
        "persuade",
        "convince",
        "press",
        "pressure",
        "invite",
        "want",
        "help",
        "call",
        "encourage",
        "require",
        "compel",
        "permit",
        "expect",
        "lead",
        "cause",
        "get",
        "prompt",
        "direct",
        "instruct",
        "authorize",
        "authorise",
        "oblige",
    }
)
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_FEELING = frozenset(
    """
    proud glad pleased happy honored honoured delighted grateful sorry thankful concerned opposed disappointed appalled
    outraged dismayed alarmed troubled
    """.split()
)
"""Adjectives that say what their subject feels or does in fact: "are proud to stand with", "is opposed to"."""


def is_passive(verb: Token) -> bool:
    """Whether the surface subject is what is acted on ("was expelled", "diplomats expelled by")."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and (
        verb.dep_ == "acl" or (verb.dep_ in ("conj", "advcl") and not _has_perfect(verb) and _has_agent(verb))
    )


def _has_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.children)


def surface_subjects(verb: Token, *, depth: int = 6) -> list[Token]:
    """The subject of the verb as it stands, its own or the one that it shares with the verb that governs it."""
    own = [child for child in verb.children if child.dep_ in _SUBJECT]
    if own or depth == 0:
        return own
    head = verb.head
    if verb.dep_ == "conj":
        joined = joined_to(verb)
        return surface_subjects(joined, depth=depth - 1) if joined is not None else []
    if verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and verb.tag_ in ("VB", "VBG")):
        objects = [child for child in head.children if child.dep_ in ("dobj", "dative")]
        if objects and head.lemma_ in OBJECT_CONTROL:
            return objects
        return surface_subjects(head, depth=depth - 1)
    if verb.dep_ == "advcl" or (verb.dep_ == "acomp" and verb.lemma_ in _FEELING):
        return surface_subjects(head, depth=depth - 1)
    if verb.dep_ == "acl":
        return _subjects_of_noun_clause(verb, depth)
    if verb.dep_ == "pcomp":
        return _subjects_of_gerund(verb, depth)
    return []


def joined_to(verb: Token) -> Token | None:
    """The verb that a verb is joined to; a parser may join it to the object ("limits exports and bans imports")."""
    head = verb.head
    if head.pos_ in ("VERB", "AUX"):
        return head.head if _goes_on_speaking(verb) else head
    return head.head if verb.tag_ == "VBZ" and head.dep_ == "dobj" else None


_SPEAKING = frozenset(
    """
    warn caution urge call ask appeal advise condemn criticize criticise denounce deplore praise thank congratulate
    welcome express announce add reiterate stress vow pledge promise
    """.split()
)
"""What somebody who has said something goes on to do in words."""

_ANSWERING = frozenset("threaten demand deny reject refuse accuse blame".split())
"""The same, where it may as well be done by those of whom he speaks."""


def _goes_on_speaking(verb: Token) -> bool:
    """Whether a verb is joined to a clause of saying and not to what is said: "says that it is at risk and urges"."""
    said, saying = verb.head, verb.head.head
    if said.dep_ != "ccomp" or saying.tag_ != verb.tag_ or verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return False
    if saying.lemma_ not in _SAYING or said.lemma_ in _SPEAKING | _ANSWERING | _SAYING:
        return False
    return verb.lemma_ in _SPEAKING or (verb.lemma_ in _ANSWERING and said.tag_ != verb.tag_)


_SAYING = frozenset("say state announce report confirm declare claim add note insist stress argue assert".split())


def _subjects_of_noun_clause(verb: Token, depth: int) -> list[Token]:
    """ "its plan to expel": whose plan; "sanctions targeting": the sanctions; "diplomats expelled": the diplomats."""
    noun = verb.head
    if verb.tag_ in ("VBG", "VBN"):
        return [noun]
    owners = [child for child in noun.lefts if child.dep_ == "poss"] or list(prepositional(noun, ("by",)))
    if owners:
        return owners
    if noun.dep_ in ("dobj", "attr", "pobj"):
        governor = noun.head if noun.dep_ != "pobj" else noun.head.head
        if governor.pos_ in ("VERB", "AUX"):
            return surface_subjects(governor, depth=depth - 1)
    return []


def _subjects_of_gerund(verb: Token, depth: int) -> list[Token]:
    governor = verb.head.head
    if governor.dep_ == "acomp":  # "are united in supporting"
        return surface_subjects(governor.head, depth=depth - 1)
    if governor.pos_ in ("VERB", "AUX"):
        objects = [child for child in governor.children if child.dep_ == "dobj"]
        if verb.head.lower_ in ("of", "for", "from") and objects:
            return objects
        return surface_subjects(governor, depth=depth - 1)
    return [child for child in governor.lefts if child.dep_ == "poss"]


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject, or the by-phrase of a passive."""
    if is_passive(verb):
        return [
            pobj
            for child in verb.children
            if child.dep_ in ("agent", "prep") and child.lower_ == "by"
            for pobj in child.children
            if pobj.dep_ == "pobj"
        ]
    return surface_subjects(verb)


def objects(verb: Token) -> list[Token]:
    """What it is done to: direct objects, or the subject of a passive."""
    direct = [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    if direct:
        return direct
    if is_passive(verb):
        return [verb.head] if verb.dep_ == "acl" else surface_subjects(verb)
    if verb.dep_ == "relcl":  # "the sanctions it imposed"
        subject = [child for child in verb.children if child.dep_ in _SUBJECT]
        if subject and subject[0].tag_ not in ("WDT", "WP"):
            return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _closed(verb):  # "seized and searched two ships"
        return [child for child in verb.head.children if child.dep_ == "dobj" and child.i > verb.i]
    return _shared_object(verb) or _before_infinitive(verb)


def _shared_object(verb: Token) -> list[Token]:
    """ "welcomes and supports the declaration": the object of the second of two verbs that stand side by side."""
    if _closed(verb):
        return []
    for child in verb.children:
        between = verb.doc[verb.i + 1 : child.i] if child.dep_ == "conj" and child.pos_ == "VERB" else ()
        if between and all(word.dep_ in ("cc", "advmod", "punct") for word in between):
            return [grand for grand in child.children if grand.dep_ == "dobj"]
    return []


def _before_infinitive(verb: Token) -> list[Token]:
    """ "recalls its ambassador to assess": an object that the parser takes for the subject of what it is done for."""
    return [
        subject
        for clause in verb.children
        if clause.dep_ == "ccomp" and clause.tag_ == "VB" and any(word.lower_ == "to" for word in clause.lefts)
        for subject in clause.lefts
        if subject.dep_ == "nsubj"
    ]


def _closed(verb: Token) -> bool:
    return any(child.dep_ in ("prep", "ccomp", "xcomp") for child in verb.children)


def prepositional(head: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """Yield the objects of the named prepositions that depend on a verb or noun."""
    beside = [
        grand for child in head.children if child.lower_ in ("together", "along", "jointly") for grand in child.children
    ]
    if "near" in words:  # "close to its border"
        close = [grand for child in head.children if child.lower_ in ("close", "next") for grand in child.children]
        yield from (pobj for prep in close if prep.lower_ == "to" for pobj in prep.children if pobj.dep_ == "pobj")
    for child in (*head.children, *beside):
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in words:
            for grand in child.children:
                if grand.dep_ == "pcomp" or (grand.dep_ == "pobj" and not _counts_by(grand)):
                    yield grand
                elif grand.dep_ == "prep":  # "with respect to", "out of"
                    yield from (pobj for pobj in grand.children if pobj.dep_ == "pobj")


def _counts_by(noun: Token) -> bool:
    """Whether a phrase is a ratio: "ten weapons for every Russian tank"."""
    return noun.head.lower_ == "for" and any(child.lower_ in ("every", "each") for child in noun.lefts)


def complements(verb: Token) -> list[Token]:
    """Clauses that the verb takes as its content."""
    found = [child for child in verb.children if child.dep_ in ("ccomp", "xcomp")]
    for child in verb.children:
        if child.dep_ == "advcl" and any(mark.dep_ == "mark" and mark.lower_ == "for" for mark in child.children):
            found.append(child)
        elif child.dep_ == "prep":
            found.extend(grand for grand in child.children if grand.dep_ == "pcomp")
    return found


PARTITIVES = frozenset(
    """
    round series package hundred dozen score thousand set wave number list batch raft range slew tranche host group
    pair part lot kind form type implementation imposition introduction adoption resumption start beginning end
    conclusion extension renewal lifting easing removal
    """.split()
)


def whole(noun: Token) -> Token:
    """The noun that stands for it in the clause: "a third round of sanctions" acts as the sanctions."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in PARTITIVES:
        return noun.head.head
    return noun


def governor(noun: Token) -> tuple[Token, str] | None:
    """The verb (or noun) that a noun depends on as object, subject or in a phrase, and how; through conjunction."""
    head = whole(noun)
    while head.dep_ in ("conj", "appos") and head.head != head and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    if head.dep_ == "pobj" and head.head.lower_ == "including" and head.head.head.pos_ == "NOUN":
        return governor(head.head.head)  # "new tariffs, including a duty on"
    if head.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "dative", "oprd"):
        return head.head, head.dep_
    if head.dep_ == "pobj":
        return head.head.head, f"prep:{head.head.lower_}"
    return None


def conditions(token: Token) -> list[Token]:
    """The if-clauses of a threat: whoever is their subject is threatened."""
    return [
        child
        for child in token.subtree
        if child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in child.children)
    ]


def will_not(verb: Token) -> bool:
    """Whether the verb is a refusal for the future: "will not tolerate"."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return bool(words & {"will", "wo", "'ll", "’ll", "shall"}) and bool(words & {"not", "n't", "n’t", "never"})
