"""Families of nouns whose event type follows from what stands around them: measures, emergencies, exercises."""

from collections.abc import Mapping

from spacy.tokens import Token

from events.vocabulary import CooperationKind, Measure, MeasureAction, MobilizationForm
from tracker.extraction.clauses import governor, prepositional
from tracker.extraction.fillers import Fillers
from tracker.extraction.frame import Frame
from tracker.extraction.lexicon import Noun
from tracker.extraction.measures import measure_frame, measure_words
from tracker.extraction.nouns import Family, fits, is_near, partners, sides

_CONTINUING = frozenset({"continue", "extend", "renew"})
_DECLARING = frozenset({"declare", "proclaim", "expand"})


def exercise_frame(fillers: Fillers, token: Token, noun: Noun) -> Frame | None:
    """Exercises of several are cooperation; of one, near or against another, mobilization."""
    if not fits(token, noun):
        return None
    ruled = governor(token)
    light = ruled[0] if ruled is not None and ruled[0].lemma_.lower() in noun.light else None
    sources, targets = sides(fillers, token, noun, light)
    together = partners(fillers, token, light)
    parties = tuple(dict.fromkeys((*sources, *together)))
    trigger = (token,) if light is None else (light, token)
    if len(parties) > 1:
        kind = {"kind": CooperationKind.EXERCISE}
        return Frame(
            "CooperationUndertaken", noun.id, trigger, light or token, parties, (), True, light is None, extra=kind
        )
    targets = tuple(code for code in targets if code not in sources)
    if not sources or not targets or not is_near(token, light):
        return None
    return Frame(
        "ForcesMobilized",
        noun.id,
        trigger,
        light or token,
        sources,
        targets,
        presupposed=light is None,
        extra={"form": MobilizationForm.EXERCISE},
    )


def emergency_frame(fillers: Fillers, token: Token, noun: Noun) -> Frame | None:
    """A national emergency "with respect to" a country carries its sanctions programme: declared, or continued."""
    context = fillers.actors.context
    ruled = governor(token) if fits(token, noun) and not context.programme else None
    if ruled is None or ruled[0].pos_ != "VERB":
        return None
    verb = ruled[0]
    lemma = verb.lemma_.lower()
    if lemma not in _CONTINUING and lemma not in _DECLARING:
        return None
    sources = context.we if context.official else ()
    targets = tuple(
        code
        for head in (token, verb, *(child for child in token.children if child.dep_ == "acl"))
        for pobj in prepositional(head, ("with", "to", "in"))
        for code in fillers.actors.affected(pobj)
        if code not in sources
    )
    if not sources or not targets:
        return None
    meant = measure_words().programme_target.get(targets[0], targets[0])
    continuing = lemma in _CONTINUING
    extra = {"measure": Measure.OTHER, "action": MeasureAction.EXTENDED if continuing else MeasureAction.IMPOSED}
    return Frame(
        "SanctionsImposed", noun.id, (verb, token), verb, sources, (meant,), presupposed=not continuing, extra=extra
    )


FAMILIES: Mapping[str, Family] = {"measure": measure_frame, "emergency": emergency_frame, "exercise": exercise_frame}
