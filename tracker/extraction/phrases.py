"""Noun phrases: what is joined to a noun, and which nouns the phrases after it bring in."""

from collections.abc import Iterator

from spacy.tokens import Token

from tracker.extraction.nounclasses import BORDERING, DOMESTIC, EXCEPTING, NEIGHBOURS, SUFFERING

MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "npadvmod"})
PLACING = frozenset({"in", "at", "near", "across", "on", "to", "for"})
"""Prepositions that may only say where, not whose."""


_OTHERS = SUFFERING | EXCEPTING | BORDERING
"""Verbs and participles after a noun whose object is another than the noun concerns."""


def brought_in(token: Token, *, places: bool) -> Iterator[tuple[Token, bool]]:
    """The nouns that may say whose a noun is, nearest first, each with whether to look further inside it.

    "officials from Mali", "goods made in China"; without `places`, not what only says where.
    """
    yield from ((principal, False) for principal in _principals(token))
    for child in token.rights:
        if child.dep_ == "prep" and (child.lower_ == "for" or (not places and child.lower_ in PLACING)):
            continue  # what it is for is a reason, not a party
        if child.lemma_.lower() in _OTHERS:
            continue  # "refugees fleeing Russia's attacks": whom they flee is no party to what is done for them
        if child.dep_ in ("prep", "acl", "appos", "relcl", "agent"):
            yield from ((inner, child.dep_ != "appos") for inner in inner_nouns(child))
    yield from ((home, False) for home in _homes(token))


def _principals(token: Token) -> Iterator[Token]:
    """For whom somebody acts: "individuals who, acting on behalf of Belarus, …"."""
    for word in token.subtree:
        if word.lower_ == "behalf" and word.head.lower_ == "on":
            yield from _objects_of(word, "of")


def _homes(token: Token) -> Iterator[Token]:
    """Where people do what is done to one's own: "individuals responsible for undermining democracy in Belarus"."""
    for child in token.rights:
        if child.dep_ not in ("amod", "acl", "relcl"):
            continue
        for word in child.subtree:
            harmed = {word.lemma_.lower(), *(obj.lemma_.lower() for obj in word.children if obj.dep_ == "dobj")}
            if harmed & DOMESTIC:
                yield from _objects_of(word, "in")


def _objects_of(word: Token, preposition: str) -> Iterator[Token]:
    for prep in word.rights:
        if prep.dep_ == "prep" and prep.lower_ == preposition:
            yield from (pobj for pobj in prep.children if pobj.dep_ == "pobj")


def inner_nouns(child: Token) -> Iterator[Token]:
    """The nouns that a phrase or clause after a noun brings in."""
    if child.dep_ == "appos":
        yield child
        return
    for grand in child.children:
        if grand.dep_ in ("pobj", "dobj"):
            yield grand
        elif grand.dep_ in ("prep", "agent") and child.dep_ in ("acl", "relcl"):
            yield from (pobj for pobj in grand.children if pobj.dep_ == "pobj")


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield a token and what is joined to it by "and", "or", or a comma."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" or (child.dep_ == "appos" and (_listed(child) or _again(child))):
            yield from conjuncts(child)
        elif child.dep_ == "appos":  # "Sullivan, the adviser, and Yang, the minister": joined to the apposition
            yield from (
                joined
                for grand in child.children
                if grand.dep_ == "conj" and grand.pos_ == "PROPN"
                for joined in conjuncts(grand)
            )
        elif child.dep_ == "prep" and child.lower_ in ("alongside", "including", "along"):
            nearest = (child,) if child.lower_ == "including" else (child, *child.children)  # "along with"
            for pobj in child.subtree:
                if pobj.dep_ == "pobj" and pobj.head in nearest:
                    yield from conjuncts(pobj)


_CONSISTING = frozenset({"consist", "comprise", "compose"})


def members(token: Token) -> Iterator[Token]:
    """The first noun of those that a clause after a noun lists: "a bloc consisting of Kenya and Uganda"."""
    for clause in token.rights:
        if clause.dep_ == "acl" and clause.lemma_ in _CONSISTING:
            yield from (
                word
                for word in clause.subtree
                if word.dep_ in ("pobj", "dobj") and clause in (word.head, word.head.head)
            )


_COUNTING = frozenset(
    {
        "thousand",
        "hundred",
        "dozen",
        "score",
        "number",
        "majority",
        "detachment",
        "contingent",
        "column",
        "all",
        "most",
        "some",
        "many",
    }
)


def whole_of(token: Token) -> Token | None:
    """What a noun only counts: the troops in "thousands of Iranian troops"."""
    if token.lemma_.lower() not in _COUNTING:
        return None
    counted = (pobj for prep in token.rights if prep.lower_ == "of" for pobj in prep.children if pobj.dep_ == "pobj")
    return next(counted, None)


def is_relation(noun: Token) -> bool:
    """Whether a noun says what others are to somebody: "our allies in the region" are of no country of the region."""
    return noun.lemma_.lower() in NEIGHBOURS and any(child.dep_ == "poss" for child in noun.lefts)


def determined(token: Token) -> bool:
    """Whether a noun has an article or possessor of its own."""
    return any(child.dep_ in ("det", "poss") for child in token.lefts)


def _again(token: Token) -> bool:
    """Whether an apposition counts more of the same ("21 Belgian diplomats, 15 Dutch diplomats and …")."""
    return token.lemma_ == token.head.lemma_


def _listed(token: Token) -> bool:
    """Whether an apposition is really a member of a list ("Iran, Turkey and Russia")."""
    if token.pos_ != "PROPN":
        return False
    joining = (*token.children, *(child for child in token.head.children if child.i > token.i))
    return any(child.dep_ in ("conj", "cc") for child in joining)
