"""Clauses after a noun that carries an act: who does it by them, whom they aim at, and which only tell of others."""

from spacy.tokens import Token

from tracker.extraction.actors import Codes
from tracker.extraction.clauses import agents, governor, objects
from tracker.extraction.fillers import Fillers, unique
from tracker.extraction.frame import FORCE, SPEECH

_BROKERING = frozenset({"broker", "mediate", "facilitate", "sponsor"})
_TELLING = frozenset({"say", "report", "describe", "mention", "watch", "see"})


def performers(fillers: Fillers, token: Token) -> Codes:
    """Who carries the act out in a clause after the noun: "sanctions imposed by"; or claims that he has."""
    clauses = [clause for clause in _clauses(token) if not _only_tells(fillers, clause)]
    performing = [agent for clause in clauses for agent in agents(clause) if agent.i != token.i]
    return unique(code for agent in performing for code in fillers.actors.acting(agent)) or _claimed(fillers, token)


def targeting(fillers: Fillers, token: Token) -> Codes:
    """Whom a clause after the noun aims at: "sanctions targeting", "sanctions imposed on"."""
    for clause in _clauses(token):
        aimed = [obj for obj in objects(clause) if obj != token]
        found = unique(code for obj in aimed for code in fillers.actors.affected(obj))
        found = found or fillers.in_phrases((clause,), ("on", "against", "at", "upon"))
        if found:
            return found
    return ()


def _clauses(token: Token) -> list[Token]:
    """The clauses that tell more of a noun; not what follows a heading: "Gulf War: troops …"."""
    clauses = [child for child in token.children if child.dep_ in ("acl", "relcl")]
    return [one for one in clauses if not any(word.text == ":" for word in token.doc[token.i : one.i])]


def _only_tells(fillers: Fillers, clause: Token) -> bool:
    """Whether a clause says what others say or do about the act: "talks, which Peru welcomes", "a raid it condemns"."""
    lemma = clause.lemma_.lower()
    operators = fillers.lexicon.operators
    types = {entry.type for entry in fillers.lexicon.verbs.get(lemma, ())}
    spoken = bool(types & SPEECH) and not types & FORCE and lemma != "claim"
    told = _TELLING | _BROKERING | operators.deny | operators.accuse | operators.judge | operators.urge
    return spoken or lemma in told


def _claimed(fillers: Fillers, token: Token) -> Codes:
    """Who "claims responsibility for" the act."""
    ruled = governor(token)
    if ruled is None or ruled[0].lemma_ != "responsibility" or ruled[0].head.pos_ != "VERB":
        return ()
    return fillers.acting(ruled[0].head, force=True)
