"""Fillers: which polities stand in the places around a trigger: its phrases, its object, its clauses."""

from collections.abc import Iterable

from spacy.tokens import Token

from tracker.extraction.actors import Actors, Codes
from tracker.extraction.clauses import agents, complements, conditions, objects, prepositional, surface_subjects
from tracker.extraction.frame import Frame
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.nounclasses import BORDERING, EVERYBODY
from tracker.extraction.ownership import others_than
from tracker.extraction.phrases import conjuncts, inner_nouns
from tracker.gazetteer import Kind

_AGAIN = frozenset({"country", "regime", "nation", "government", "kingdom"})
_HELPING = frozenset(
    {"help", "support", "assist", "aid", "enable", "strengthen", "enhance", "bolster", "protect", "allow"}
)
_REASONS = frozenset({"because", "due"})
_ANYWHERE = ("with", "to", "against", "on", "into", "at", "for", "from", "in", "of")


class Fillers:
    """Looks up who fills a place of a frame in one sentence."""

    def __init__(self, actors: Actors, lexicon: Lexicon) -> None:
        self.actors = actors
        self.lexicon = lexicon

    def without(self, token: Token, rule: str, why: str) -> Frame | None:
        """No frame (None), of a trigger and by an entry: leave the reason in the trace, where there is one."""
        if self.actors.context.trace is not None:
            self.actors.context.trace.missed(token, rule, why)
        return None

    def acting(self, verb: Token, *, force: bool = False) -> Codes:
        """The polities that are the agent of a verb."""
        return unique(code for subject in agents(verb) for code in self.actors.acting(subject, force=force))

    def slot(self, token: Token, slot: str, *, but: Codes = ()) -> Codes:
        """Who stands in a target slot of a verb, besides `but`; `verbs.toml` says which slots there are."""
        kind, _, word = slot.partition(":")
        if kind in ("helped", "any"):
            return self.helped(token) if kind == "helped" else self.anywhere(token, but=but)
        if kind in ("prep", "joined", "with"):
            return self._phrased(token, kind, word)
        if kind in ("obj", "obj_deep", "obj_person", "obj_first", "dative"):
            return self._as_object(token, kind)
        if kind == "clause":
            return self._in_clause(token)
        if kind == "subject":
            return self._doing(token, but)
        if kind == "condition":
            return unique(code for clause in conditions(token) for code in self._in_clause_of(clause))
        return self._within(token, places=kind != "concerned", but=but)

    def _phrased(self, token: Token, kind: str, word: str) -> Codes:
        """Who stands in a phrase of the verb, of its objects, or of a verb joined to it."""
        if kind == "joined":
            return self.in_phrases([child for child in token.children if child.dep_ == "conj"], (word,))
        heads = (token, *_all_objects(token))
        if kind == "with":
            return self._partners(heads)
        return self.in_phrases(heads, (word,)) or (self._along(heads) if word == "near" else ())

    def _along(self, heads: Iterable[Token]) -> Codes:
        """ "to a region bordering Latvia": beside whom the place lies to which something goes."""
        phrases = [pobj for head in heads for pobj in prepositional(head, ("in", "to", "on", "at"))]
        areas = [place for place in phrases if place.lemma_.lower() not in EVERYBODY]  # but not to other countries
        beside = [clause for area in areas for clause in area.rights if clause.lemma_.lower() in BORDERING]
        named = [self.actors.mentioned.headed(obj) for clause in beside for obj in objects(clause)]
        return unique(code for mention in named if mention is not None for code in mention.codes)

    def _partners(self, heads: Iterable[Token]) -> Codes:
        """Whom phrases with "with" name as partners, not as a matter: "meet with Peru's envoy and a plan for Chile"."""
        phrases = (pobj for head in heads for pobj in prepositional(head, ("with", "alongside")))
        named = (partner for pobj in phrases for partner in conjuncts(pobj))
        return unique(
            code
            for partner in named
            for code in (self.actors.affected if partner.pos_ == "PROPN" else self.actors.acting)(partner)
        )

    def _as_object(self, token: Token, kind: str) -> Codes:
        if kind == "dative":
            given = [child for child in token.children if child.dep_ == "dative"]
            return unique(code for child in given for code in self.actors.affected(child))
        if kind == "obj_person":
            persons = [obj for obj in objects(token) if self._is_person(obj)]
            return unique(code for obj in persons for code in self.actors.acting(obj))
        deep = kind == "obj_deep"
        found = objects(token)[:1] if kind == "obj_first" else objects(token)
        return unique(code for obj in found for code in self.actors.affected(obj, deep=deep))

    def in_phrases(self, heads: Iterable[Token], words: tuple[str, ...], *, places: bool = True) -> Codes:
        """Whom the objects of the named prepositions after any of the heads concern."""
        heads = tuple(heads)
        mentioned = self.actors.mentioned
        phrases = [
            pobj
            for head in heads
            for pobj in prepositional(head, words)
            if not others_than(head, pobj, mentioned.headed(pobj))
        ]
        found = unique(code for pobj in phrases for code in self._concerned(pobj, places))
        if not found and any(pobj.lemma_.lower() in self.lexicon.roles.subjects for pobj in phrases):
            return self._sent_from(heads)
        return found

    def _sent_from(self, heads: tuple[Token, ...]) -> Codes:
        """ "a tariff on goods from Canada": where the goods come from, when the parser hangs that on another word."""
        return unique(
            code for head in heads for pobj in prepositional(head, ("from",)) for code in self._concerned(pobj, False)
        )

    def anywhere(self, token: Token, *, but: Codes) -> Codes:
        """The first polity named after a word in its clause that is no place, besides `but`."""
        reasons = {word.i for child in token.children if child.lower_ in _REASONS for word in child.subtree}
        inside = {word.i for word in token.subtree if word.i > token.i and word.i not in reasons}
        return next(
            (
                mention.codes
                for mention in self.actors.mentioned.all
                if mention.start in inside
                and mention.kind not in (Kind.CITY, Kind.PLACE)
                and not set(mention.codes) & set(but)
            ),
            (),
        )

    def asked(self, noun: Token) -> Codes:
        """Who is to act by a clause after a noun: "a call for India to withdraw"."""
        clauses = [clause for clause in complements(noun) if any(mark.lower_ == "for" for mark in clause.children)]
        subjects = [subject for clause in clauses for subject in surface_subjects(clause) if subject.head == clause]
        return unique(code for subject in subjects for code in self.actors.affected(subject))

    def _concerned(self, token: Token, places: bool) -> Codes:
        """Whom a phrase concerns; of a gerund ("against recognizing the genocide") whoever stands in it."""
        if token.dep_ == "pcomp" or token.pos_ == "VERB":
            return self._in_clause_of(token)
        return self.actors.affected(token, places=places) or self._named_again(token)

    def _named_again(self, token: Token) -> Codes:
        """ "sanctions against the country": whoever was named last and does not act here."""
        if token.lemma_.lower() not in _AGAIN or [child.lower_ for child in token.lefts] != ["the"]:
            return ()
        verb = next((above for above in token.ancestors if above.pos_ == "VERB"), token)
        acting = self.acting(verb)
        return self.named_before(token, but=acting) or self.actors.context.opposite(acting)

    def helped(self, token: Token) -> Codes:
        """Whom what is given is to help: "assistance to help Ukraine respond", "to fight hunger in Chad"."""
        inside = list(token.subtree)
        helping = [word for word in inside if word.tag_ == "VB" and word.lemma_.lower() in _HELPING]
        found = unique(
            code
            for verb in helping
            for obj in (*objects(verb), *(child for clause in complements(verb) for child in surface_subjects(clause)))
            for code in self.actors.affected(obj)
        )
        aims = [word for word in inside if word.tag_ == "VB" and word.dep_ in ("xcomp", "advcl", "acl", "ccomp")]
        places = (word for aim in aims for word in aim.subtree if word.lower_ == "in" and word.dep_ == "prep")
        return found or unique(
            code for place in places for noun in inner_nouns(place) for code in self.actors.affected(noun, deep=False)
        )

    def _doing(self, token: Token, but: Codes) -> Codes:
        """Who does what the content clause of a verb of saying tells; nobody where the speaker is one of them."""
        clauses = [child for child in token.children if child.dep_ == "ccomp"]
        doers = [doer for clause in clauses for doer in agents(clause) or surface_subjects(clause)]
        found = unique(code for doer in doers if doer.lower_ != "it" for code in self.actors.affected(doer, deep=False))
        return () if set(found) & set(but) else found

    def _in_clause(self, token: Token, but: Codes = ()) -> Codes:
        for clause in complements(token):
            found = self._in_clause_of(clause, but)
            if found:
                return found
        return ()

    def _in_clause_of(self, clause: Token, but: Codes = ()) -> Codes:
        """The subject of a clause if it concerns a polity; else the first polity that it names, besides `but`."""
        for child in clause.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj"):
                found = self.actors.affected(child) if child.dep_ != "csubj" else self.acting(child)
                if found:
                    return found
        helped = objects(clause)[:1] if clause.lemma_.lower() in _HELPING else []
        if helped:  # "to help Norway catch up with Denmark"
            return self.actors.affected(helped[0], but=but)
        for nested in complements(clause):
            found = self._in_clause_of(nested, but)
            if found:
                return found
        for obj in (*objects(clause), *prepositional(clause, _ANYWHERE)):
            found = self.actors.affected(obj, but=but) if obj.pos_ != "VERB" else ()
            if set(found) - set(but):
                return found
        return ()

    def _within(self, token: Token, *, places: bool, but: Codes) -> Codes:
        """Any polity that the object concerns, else one in the clause that the verb governs."""
        found = unique(code for obj in objects(token) for code in self.actors.affected(obj, places=places, but=but))
        return found if set(found) - set(but) else self._in_clause(token, but)

    def named_before(self, token: Token, *, but: Codes) -> Codes:
        """The nearest polity that the sentence names before a word, besides `but`: whom "it" or "them" means."""
        earlier = [mention for mention in self.actors.mentioned.all if mention.end <= token.i]
        return next((mention.codes for mention in reversed(earlier) if not set(mention.codes) & set(but)), ())

    def named_in(self, token: Token, *, but: Codes) -> Codes:
        """The first polity, besides `but`, that a verb's own words name."""
        nobody = self.lexicon.roles.nonstate
        words = (word for word in token.subtree if word.i > token.i and word.head.lemma_.lower() not in nobody)
        inside = (self.actors.mentioned.at(word) for word in words)
        return next((mention.codes for mention in inside if mention and not set(mention.codes) & set(but)), ())

    def hosts(self, token: Token) -> Codes:
        """ "In Chisinau, she will meet with government officials": officials of the place."""
        officials = [
            pobj for pobj in prepositional(token, ("with",)) if pobj.lemma_.lower() in self.lexicon.roles.state
        ]
        if not officials:
            return ()
        return unique(
            mention.code
            for head in (token, *officials)
            for place in prepositional(head, ("in", "at"))
            if (mention := self.actors.mentioned.headed(place)) is not None
        )

    def _is_person(self, token: Token) -> bool:
        mention = self.actors.mentioned.headed(token)
        return (
            (mention is not None and mention.kind is Kind.PERSON)
            or (token.pos_ == "PROPN" and not _counted(token))
            or token.lemma_.lower() in self.lexicon.roles.state
        )


def _counted(token: Token) -> bool:
    """Whether a noun is a number of people: "hosts 450,000 Nicaraguans" meets nobody."""
    return any(child.dep_ == "nummod" for child in token.lefts)


def _all_objects(token: Token) -> list[Token]:
    """The objects of a verb with all that is joined to them."""
    return [joined for obj in objects(token) for joined in conjuncts(obj)]


def unique(codes: Iterable[str]) -> Codes:
    """The codes in order, each once."""
    return tuple(dict.fromkeys(codes))
