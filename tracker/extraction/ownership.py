"""Ownership: words beside a name that say it does not act, or is not acted on: "former", "pro-", "-backed"."""

from spacy.tokens import Doc, Token

from tracker.extraction.lexicon import Roles
from tracker.extraction.mentions import Mention
from tracker.extraction.nounclasses import ADJACENT, BORDERING, NEIGHBOURS
from tracker.gazetteer import Kind

_HYPHENS = frozenset({"-", "–"})
_STANCES = frozenset({"pro", "anti"})
_BEFORE = frozenset({"pro", "anti", "ex", "ex-", "pro-", "anti-", "former"})
_NOT_ACTING = frozenset({"occupied", "born", "based", "made", "controlled", "brokered", "mediated"})
_ORIGINS = frozenset(
    {"made", "built", "supplied", "produced", "born", "backed", "led", "mediated", "brokered", "style", "bound"}
)
_OF = frozenset({"of", "from"})
_OWNING = _OF | {"in"}
_SENT = frozenset({"embassy", "consulate", "mission", "ambassador", "envoy"})
"""Whoever is sent abroad acts for those that sent him, not for the country that he is in."""

_SPEAKING = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def disowned(token: Token, mention: Mention, roles: Roles) -> bool:
    """Whether a word beside the name says that it does not act for its polity."""
    if mention.kind is Kind.PERSON and any(word.lower_ in roles.former for word in token.subtree if word.i < token.i):
        return True
    suffix = _suffix(token.doc, mention)
    if suffix in roles.partisan or suffix in _NOT_ACTING:
        return True
    return _prefixed(token.doc, mention, _BEFORE | {"ex"}) or lies_beside(token, mention)


def takes_sides(token: Token, mention: Mention) -> bool:
    """Whether the name only says for, against or beside whom: "pro-Russian", "states bordering Russia"."""
    return _prefixed(token.doc, mention, _STANCES | {"pro-", "anti-"}) or lies_beside(token, mention)


def lies_beside(token: Token, mention: Mention) -> bool:
    """Whether a name only says beside whom others live, however that is parsed: "countries neighboring Ukraine"."""
    before = [word for word in token.doc[max(mention.start - 3, 0) : mention.start] if word.lower_ != "the"][-2:]
    if len(before) < len(("noun", "verb")) or before[1].lower_.rstrip("s").removesuffix("ing") not in BORDERING:
        return False
    return before[0].pos_ == "NOUN" if before[1].lower_.endswith("ing") else before[0].lower_ in ("that", "which")


def is_origin(token: Token, mention: Mention) -> bool:
    """Whether the name only says where a thing comes from: "Iranian-made", "US-led"."""
    return _suffix(token.doc, mention) in _ORIGINS


def others_than(noun: Token, owner: Token, mention: Mention | None) -> bool:
    """Whether a noun means others than the polity to which it belongs: "Ukraine's neighbours", "Iran's nearby states".

    A leader's allies are his own people.
    """
    if mention is None and owner.pos_ != "PRON":
        return False
    if mention is not None and mention.kind not in (Kind.NAME, Kind.BODY, Kind.CITY, Kind.GROUP):
        return False
    return noun.lemma_.lower() in NEIGHBOURS or any(child.lower_ in ADJACENT for child in noun.lefts)


def is_our_title(title: Token, roles: Roles) -> bool:
    """Whether a title before a name that nobody knows is the publisher's: its own president is known."""
    return title.lemma_.lower() in roles.bare_titles and title.lemma_.lower() not in ("president", "vice")


def owning(token: Token) -> frozenset[str]:
    """The prepositions after which stands for whom somebody acts: "ambassador of", "spokesperson for"."""
    lemma = token.lemma_.lower()
    if lemma in _SPEAKING:
        return _OWNING | {"for"}
    return _OF if lemma in _SENT else _OWNING


def _suffix(doc: Doc, mention: Mention) -> str:
    """The word tied to a name by a hyphen, in lower case: a token of its own, or of one with the name ("U.S.-led")."""
    last = doc[mention.end - 1].lower_
    if "-" in last:
        return str(last.rpartition("-")[2])
    if mention.end + 1 < len(doc) and doc[mention.end].text in _HYPHENS:
        return str(doc[mention.end + 1].lower_)
    return ""


def _prefixed(doc: Doc, mention: Mention, words: frozenset[str]) -> bool:
    if mention.start >= 1 and doc[mention.start - 1].lower_ in words:
        return True
    return mention.start >= 2 and doc[mention.start - 1].text in _HYPHENS and doc[mention.start - 2].lower_ in words
