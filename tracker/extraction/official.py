"""Official forms: listings, delistings and general licences, in the words of the offices that publish them.

In them the publisher acts, whatever the grammatical subject is ("this rule adds", "persons have been removed"), and
whom it concerns is said by a destination, a nationality, or the name of the sanctions programme.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from events.vocabulary import Measure, MeasureAction
from tracker.extraction.actors import Codes
from tracker.extraction.fillers import Fillers, unique
from tracker.extraction.frame import Frame
from tracker.gazetteer import Kind

_LISTS = (
    (Measure.ENTITY_LISTING, re.compile(r"\b(?:Entity List|Unverified List|Military End[- ]User List)\b")),
    (Measure.ASSET_FREEZE, re.compile(r"\b(?:SDN List|Specially Designated Nationals)\b")),
)
_ADDING = frozenset({"add", "list", "place", "include"})
_REMOVING = frozenset({"remove", "delist", "delete"})
_UNBLOCKING = frozenset({"unblock"})
_LICENSING = frozenset({"publish", "issue", "amend", "extend", "renew", "release", "authorize", "authorise"})
_LICENCES = frozenset({"license", "licence"})
OFFICIAL_WORDS = _REMOVING | _UNBLOCKING | _LICENCES | {"list"}
"""Triggers of these forms that are none elsewhere."""

_NAMING = frozenset({Kind.NAME, Kind.ADJECTIVE, Kind.PEOPLE, Kind.PLACE, Kind.CITY, Kind.GROUP})


def official_frames(doc: Doc, fillers: Fillers) -> Iterator[Frame]:
    """Yield the listings, delistings and licences of a sentence of an official report; nothing in other reports."""
    context = fillers.actors.context
    if not context.official:
        return
    named = next((measure for measure, pattern in _LISTS if pattern.search(doc.text)), None)
    targets = _concerned(fillers, context.we)
    if not targets:
        return
    for token in doc:
        made = _made_of(token, named)
        if made is not None:
            measure, action = made
            topic = "SanctionsImposed" if action is MeasureAction.EXPANDED else "SanctionsEased"
            extra = {"measure": measure, "action": action}
            yield Frame(topic, "official-form", (token,), token, context.we, targets, performed=True, extra=extra)
            return


def _made_of(token: Token, named: Measure | None) -> tuple[Measure, MeasureAction] | None:
    """What a verb does to a list that the sentence names, or that it publishes a licence."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB":
        return None
    if named is not None and lemma in _ADDING:
        return named, MeasureAction.EXPANDED
    if (named is not None and lemma in _REMOVING) or lemma in _UNBLOCKING:
        return named or Measure.ASSET_FREEZE, MeasureAction.DELISTED
    if lemma in _LICENSING and any(_is_general_licence(child) for child in token.children):
        return Measure.OTHER, MeasureAction.WAIVED
    return None


def _is_general_licence(noun: Token) -> bool:
    named = noun.lemma_.lower() in _LICENCES and any(child.lower_ == "general" for child in noun.lefts)
    return named and noun.dep_ in ("dobj", "nsubjpass")


def _concerned(fillers: Fillers, sources: Codes) -> Codes:
    """The countries that the sentence names besides the publisher's own."""
    mentions = (mention for mention in fillers.actors.mentioned.all if mention.kind in _NAMING)
    return unique(code for mention in mentions for code in mention.codes if code not in sources)
