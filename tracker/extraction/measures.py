"""Measures: what a verb does to a sanction, which kind of measure it is, and whom it is imposed on."""

import tomllib
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from events.values import Value
from events.vocabulary import Measure, MeasureAction
from tracker.extraction.actors import Codes
from tracker.extraction.clauses import agents, governor, prepositional
from tracker.extraction.fillers import Fillers, unique
from tracker.extraction.frame import Frame
from tracker.extraction.lexicon import Noun, lexicon
from tracker.extraction.nouns import fits, partners, sides
from tracker.extraction.wishes import wished

EASING = frozenset(
    {
        MeasureAction.LIFTED,
        MeasureAction.EASED,
        MeasureAction.SUSPENDED,
        MeasureAction.WAIVED,
        MeasureAction.DELISTED,
        MeasureAction.EXPIRED,
    }
)


class MeasureWords(Value):
    """Verbs by what they do to a measure, and words by the kind of measure that they name."""

    actions: dict[str, frozenset[str]]
    kinds: dict[Measure, tuple[str, ...]]
    programme_target: dict[str, str]

    def action(self, lemma: str) -> str | None:
        """What a verb does to a measure: a `MeasureAction`, "threatened", or None."""
        return next((action for action, verbs in self.actions.items() if lemma in verbs), None)


@cache
def measure_words() -> MeasureWords:
    """Read `measures.toml`."""
    return MeasureWords.model_validate(
        tomllib.loads((files("tracker.data") / "measures.toml").read_text(encoding="utf-8"))
    )


def measure_frame(fillers: Fillers, token: Token, noun: Noun) -> Frame | None:
    """The frame of a noun that names a measure: "sanctions", "tariffs", "export controls"."""
    if not fits(token, noun):
        return None
    verb, action = _doing(governor(token))
    light = verb if action is not None else None
    sources, targets = sides(fillers, token, noun, light)
    wish = wished(fillers, token, targets) if light is None and targets else None
    if wish is not None:
        verb, speakers = wish
        kind = {"measure": kind_of(token)}
        return Frame("SanctionsThreatened", noun.id, (verb, token), verb, speakers, targets, extra=kind)
    if not sources and light is not None:
        sources = _announced_by(fillers, light)
    if light is not None and sources:
        sources = tuple(
            dict.fromkeys((*sources, *(code for code in partners(fillers, token, light) if code not in targets)))
        )
    if sources and not targets and light is not None:
        targets = (
            fillers.in_phrases(light.subtree, ("against", "targeting"))
            or fillers.in_phrases(token.subtree, ("from",))
            or _goods_from(fillers, token, light)
        )
    targets = tuple(code for code in targets if code not in sources)
    if not sources or not targets:
        return fillers.without(token, noun.id, "no second polity" if sources or targets else "no polity acts")
    proposed = light is None and any(child.lower_ == "proposed" for child in token.lefts)
    topic = "SanctionsThreatened" if proposed else _topic(action)
    trigger = (token,) if light is None else (light, token)
    extra: dict[str, object] = {"measure": kind_of(token)}
    if topic != "SanctionsThreatened":
        extra["action"] = MeasureAction(action) if action and action != "threatened" else MeasureAction.IMPOSED
    return Frame(topic, noun.id, trigger, light or token, sources, targets, presupposed=light is None, extra=extra)


_VIA = {
    "dobj": None,
    "nsubjpass": None,
    "attr": None,
    "prep:with": frozenset({"hit", "threaten", "slap"}),
    "prep:for": frozenset({"call", "push"}),
    "prep:on": frozenset({"agree"}),
    "prep:to": frozenset({"agree"}),
}
"""How a measure depends on a verb that does something to it, and which verbs do (None: all)."""


def _goods_from(fillers: Fillers, token: Token, verb: Token) -> Codes:
    """ "tariffs on cars from China": where the goods come from, though the parser hangs that on the verb."""
    goods = [*prepositional(token, ("on",)), *prepositional(verb, ("on",))]
    named = unique(code for pobj in prepositional(verb, ("from",)) for code in fillers.actors.affected(pobj))
    return named if any(good.pos_ == "NOUN" for good in goods) else ()


def _doing(ruled: tuple[Token, str] | None) -> tuple[Token | None, str | None]:
    """The verb that governs the measure and what it does to it; nothing when it only talks about it."""
    if ruled is not None and ruled[1] in ("nsubj", "nsubjpass") and (comes := _comes(ruled[0])) is not None:
        return comes
    if ruled is None or ruled[0].pos_ not in ("VERB", "AUX") or ruled[1] not in _VIA:
        return None, None
    verb, lemma = ruled[0], ruled[0].lemma_.lower()
    verbs = _VIA[ruled[1]]
    if verbs is not None and lemma not in verbs:
        return None, None
    action = measure_words().action(lemma)
    if lemma == "roll" and any(child.lower_ == "out" for child in verb.children):
        action = "imposed"  # "rolled out", not "rolled back"
    return (verb, action) if action else (None, None)


def _comes(verb: Token) -> tuple[Token, str] | None:
    """ "tariffs take effect", "are set to come into force", "the embargo expires"."""
    for word in (verb, *(child for child in verb.children if child.dep_ == "xcomp")):
        lemma = word.lemma_.lower()
        if lemma in ("expire", "lapse"):
            return word, MeasureAction.EXPIRED
        if lemma in ("take", "come", "go", "enter") and any(
            inner.lower_ in ("effect", "force") for child in word.children for inner in (child, *child.children)
        ):
            return word, MeasureAction.IMPOSED
    return None


def _announced_by(fillers: Fillers, verb: Token) -> Codes:
    """A passive without an agent has no source, unless the verb above says whose decision it is."""
    return tuple(dict.fromkeys(code for subject in agents(verb) for code in fillers.actors.acting(subject)))


def _topic(action: str | None) -> str:
    if action == "threatened":
        return "SanctionsThreatened"
    return "SanctionsEased" if action and MeasureAction(action) in EASING else "SanctionsImposed"


def kind_of(token: Token) -> Measure:
    """The kind of measure that the words around a noun or verb name; `other` when only "sanctions" is said."""
    near = " ".join(word.lower_ for word in token.subtree)
    own = token.lemma_.lower()
    for measure, words in measure_words().kinds.items():
        if any(own == word or _stands_in(word, near) for word in words):
            return measure
    return Measure.ASSET_FREEZE if _on_persons(token) else Measure.OTHER


def _stands_in(words: str, text: str) -> bool:
    return f" {words} " in f" {text} "


def _on_persons(token: Token) -> bool:
    """Whether it is imposed on persons or firms: that is a designation."""
    designees = lexicon().sets["designee"]
    heads = [token]
    ruled = governor(token)
    if ruled is not None:
        heads.append(ruled[0])
    return any(
        word.lemma_.lower() in designees
        for head in heads
        for child in head.children
        if child.dep_ == "prep" and child.lower_ in ("on", "against")
        for word in child.subtree
    )
