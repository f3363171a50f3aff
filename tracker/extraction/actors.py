"""Actors: which polity a noun phrase stands for, by its head, its modifiers, and what the report has said before."""

from collections.abc import Iterable

from spacy.tokens import Token

from tracker.extraction.clauses import agents
from tracker.extraction.context import FIRST_PERSON, Context
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.mentions import Mention, Mentioned
from tracker.extraction.nounclasses import MET, NEIGHBOURS, PAIR_NOUNS, SHARED
from tracker.extraction.ownership import disowned, is_origin, is_our_title, others_than, owning, takes_sides
from tracker.extraction.phrases import MODIFIERS, brought_in, conjuncts, determined, is_relation, members, whole_of
from tracker.gazetteer import Kind

_SELF = frozenset({Kind.NAME, Kind.BODY, Kind.PEOPLE, Kind.INSTITUTION, Kind.PERSON, Kind.CITY, Kind.GROUP})
Codes = tuple[str, ...]


class Actors:
    """Resolves the noun phrases of one sentence. All results are tuples of polity codes without repetition."""

    def __init__(self, mentioned: Mentioned, context: Context, lexicon: Lexicon) -> None:
        self.mentioned = mentioned
        self.context = context
        self.roles = lexicon.roles
        self._antecedents: dict[int, Codes] = {}

    # --- who acts

    def acting(self, token: Token, *, force: bool = False) -> Codes:
        """The polities that a subject, with all that is joined to it by "and", stands for as actor.

        With `force`, weapons, ships and planes stand for their polity too.
        """
        return _unique(code for head in conjuncts(token) for code in self._acting(head, force))

    def _acting(self, token: Token, force: bool) -> Codes:
        counted = whole_of(token)
        if counted is not None:
            return self._acting(counted, force)
        if token.pos_ == "PRON" or token.lower_ in ("both", "each", "two"):
            return self.pronoun(token)
        mention = self.mentioned.headed(token)
        if mention is not None and mention.kind in _SELF:
            if mention.kind is Kind.INSTITUTION:
                return self._owner(token) or mention.codes
            return mention.codes if not disowned(token, mention, self.roles) else ()
        if self.nonstate(token):
            return ()
        if token.lemma_.lower() in self.roles.documents:
            return self._issuer(token)
        return self._by_role(token, force) or self._by_apposition(token) or self._members(token)

    def _issuer(self, token: Token) -> Codes:
        """Who speaks by a document: its owner, or the subject of the verb that issues it."""
        owner = self._owner(token)
        verb = token.head
        if owner or token.dep_ not in ("dobj", "nsubjpass") or verb.pos_ != "VERB":
            return owner
        return _unique(code for subject in agents(verb) for code in self.acting(subject))

    def _by_role(self, token: Token, force: bool) -> Codes:
        """ "Turkish prosecutors", "the president of Chad", "Finnish President Sauli Niinistö"."""
        lemma = token.lemma_.lower()
        if token.pos_ == "PROPN" and lemma not in self.roles.state | self.roles.forces:
            return self._titled(token)
        if lemma in self.roles.state or lemma in self.roles.forces or (force and self._is_weapon(lemma)):
            return self._owner(token) or self._pair_noun(token) or self._bare_title(token)
        return self._titled(token)

    def _is_weapon(self, lemma: str) -> bool:
        return lemma in self.roles.weapons or lemma in self.roles.subjects

    def _titled(self, token: Token) -> Codes:
        """A person whom nobody knows, but whose title says for whom he acts, here or earlier in the report."""
        titles = [
            child for child in token.lefts if child.dep_ in MODIFIERS and child.lemma_.lower() in self.roles.state
        ]
        name = token.text
        if titles:
            owner = self._owner(token) or _unique(code for title in titles for code in self._owner(title))
            if owner:
                self.context.note_person(owner[0], name)
                return owner
            if token.pos_ == "PROPN" and self.context.publisher_polity and is_our_title(titles[-1], self.roles):
                return (self.context.publisher_polity,)
        if token.pos_ == "PROPN" and name in self.context.persons:
            return (self.context.persons[name],)
        return ()

    def _by_apposition(self, token: Token) -> Codes:
        for child in token.children:
            if child.dep_ == "appos" and token.lemma_.lower() in PAIR_NOUNS and child.pos_ == "PROPN":
                return self.acting(child)  # "leaders Moon Jae-in and Kim Jong Un"
            if child.dep_ == "appos" and child.lemma_.lower() in self.roles.state:
                owner = self._owner(child)
                if owner:
                    if token.pos_ == "PROPN":
                        self.context.note_person(owner[0], token.text)
                    return owner
        return ()

    def _members(self, token: Token) -> Codes:
        """ "a bloc consisting of Kenya and Uganda": whoever belongs to it."""
        return _unique(code for member in members(token) for head in conjuncts(member) for code in self._named(head))

    def _owner(self, token: Token) -> Codes:
        """The polity that modifies a noun: before it ("Turkish", "Turkey's", "its"), or after ("of Turkey")."""
        before = self.modifying(token)
        if before:
            return before
        return _unique(
            code
            for prep in token.rights
            if prep.dep_ == "prep" and prep.lower_ in owning(token)
            for pobj in prep.children
            if pobj.dep_ == "pobj" and not others_than(token, pobj, self.mentioned.headed(pobj))
            for head in conjuncts(pobj)
            for code in self._named(head)
        )

    def modifying(self, token: Token) -> Codes:
        """The polities that stand before a noun: "Russia's", "Turkish", "its", "U.S.-China".

        A noun joined to another shares what stands before the first: "a Russian missile and drone attack".
        """
        own = _unique(code for child in self._beside(token) for code in self._modifier(child))
        if (
            not own
            and token.dep_ == "conj"
            and token.head.pos_ == "NOUN"
            and token.pos_ == "NOUN"
            and not determined(token)
        ):
            return self.modifying(token.head)
        return own

    def _beside(self, token: Token) -> list[Token]:
        """The words before a noun that may say whose it is; nobody is his own neighbour or ally."""
        before = [child for child in token.lefts if child.dep_ in MODIFIERS]
        return [one for one in before if one.dep_ != "poss" or not others_than(token, one, self.mentioned.headed(one))]

    def _modifier(self, child: Token) -> Codes:
        if child.pos_ == "PRON":
            return self.pronoun(child)
        mention = self.mentioned.at(child)
        if mention is not None:
            return () if disowned(child, mention, self.roles) else self._with_joined(child, mention)
        if child.dep_ == "poss":
            return self._acting(child, False)
        return _unique(code for grand in child.lefts if grand.dep_ in MODIFIERS for code in self._modifier(grand))

    def _with_joined(self, child: Token, mention: Mention) -> Codes:
        """ "Russian and Ukrainian delegations", "U.S.-China talks"."""
        joined = [*mention.codes]
        for other in child.children:
            if other.dep_ in ("conj", "nmod", "compound", "amod", "poss", "npadvmod"):
                near = self.mentioned.at(other)
                if near is not None and near is not mention and near.kind is not Kind.PERSON:
                    joined.extend(near.codes)
                    joined.extend(code for code in self._with_joined(other, near) if code not in joined)
        return _unique(joined)

    def _named(self, token: Token) -> Codes:
        """The polity that a token names, or whose organ it is ("the government of the state of Israel")."""
        mention = self.mentioned.headed(token) or self.mentioned.at(token)
        if mention is not None and not disowned(token, mention, self.roles):
            return mention.codes
        return self.modifying(token) or (self._owner(token) if token.lemma_.lower() in self.roles.state else ())

    def _pair_noun(self, token: Token) -> Codes:
        """Whom "the two countries", "both sides" or, after a meeting, "the leaders" means."""
        lemma = token.lemma_.lower()
        if lemma not in PAIR_NOUNS or token.tag_ not in ("NNS", "NNPS", "NN"):
            return ()
        words = {child.lower_ for child in token.lefts}
        if self.context.pair and words & {"two", "both", "each"}:
            return self.context.pair
        return self.context.group if lemma in MET and words == {"the"} and token.tag_ != "NN" else ()

    def _bare_title(self, token: Token) -> Codes:
        """ "the Secretary" in a release of the State Department; "the president" after "Turkish President X"."""
        lemma = token.lemma_.lower()
        if lemma in self.context.titles:
            return (self.context.titles[lemma],)
        if self.context.publisher_polity and lemma in self.roles.bare_titles:
            return (self.context.publisher_polity,)
        return ()

    def nonstate(self, token: Token) -> bool:
        """Whether a noun is a group or person that acts for no polity: rebels, a party, a former minister."""
        lemma = token.lemma_.lower()
        if any(child.lower_ in self.roles.former for child in token.lefts):
            return True
        if {lemma, lemma.removesuffix("s")} & self.roles.nonstate or token.lower_ in self.roles.groups:
            return True  # at the beginning of a sentence the parser takes "Rebels" for a name
        before = [word for child in token.lefts if child.dep_ in MODIFIERS for word in (*child.lefts, child)]
        return any(child.lower_ in self.roles.partisan for child in token.lefts) or any(
            word.dep_ in MODIFIERS and word.lemma_.lower() in self.roles.nonstate and self.mentioned.at(word) is None
            for word in before
        )

    # --- pronouns

    def remember(self, token: Token, codes: Codes) -> None:
        """Settle whom a pronoun of this sentence means."""
        self._antecedents[token.i] = codes

    def pronoun(self, token: Token) -> Codes:
        """The polities that a pronoun means, by the report so far; relative pronouns mean what they follow."""
        if token.i in self._antecedents:
            return self._antecedents[token.i]
        if token.tag_ in ("WDT", "WP", "WP$") or token.lower_ == "that":
            return self._relative(token)
        return self.context.meant(token.lower_)

    def _relative(self, token: Token) -> Codes:
        clause = token.head
        while clause.dep_ not in ("relcl", "ROOT") and clause.head != clause:
            clause = clause.head
        return self._acting(clause.head, False) if clause.dep_ == "relcl" else ()

    # --- who is acted on

    def affected(self, token: Token, *, deep: bool = True, places: bool = True, but: Codes = ()) -> Codes:
        """The polities that a noun phrase concerns as what is acted on, with all that is joined by "and".

        "two Chinese entities", "Russia's invasion", "the ambassador of Iran", "an airbase in Syria". With `deep`, what
        stands in prepositional phrases inside it counts where nothing nearer does; without `places`, not what only
        says where.
        """
        near = _unique(code for head in conjuncts(token) for code in self._affected(head, False, places, but))
        if near or not deep:
            return near
        return _unique(code for head in conjuncts(token) for code in self._affected(head, True, places, but))

    def _affected(self, token: Token, deep: bool, places: bool, but: Codes) -> Codes:
        if token.pos_ == "PRON" and token.lower_ not in FIRST_PERSON | {"that", "which", "who"}:
            return self.pronoun(token)
        mention = self.mentioned.headed(token)
        if token.lower_ in self.roles.groups or any(child.lower_ in self.roles.groups for child in token.lefts):
            return ()  # "Houthi attacks", "Hezbollah sites": no polity's
        if mention is not None:
            if mention.kind is Kind.INSTITUTION:
                return self._owner(token) or mention.codes
            return () if takes_sides(token, mention) else mention.codes
        named = self._named_beside(token)
        if named:
            return named
        beside = self._beside(token)
        owners = [child for child in beside if child.dep_ == "poss" and self._near(child)]
        # "Kenya's EU accession ambitions" are Kenya's; "Russia's Ukraine policy" concerns both.
        own = [child for child in beside if child in owners or self.mentioned.at(child) is not None]
        near = _unique(code for child in (own if owners else beside) for code in self._near(child))
        if near:
            return _unique((*near, *self._shared_with(token)))
        acting = self._acting(token, True)
        if acting or not deep or is_relation(token):
            return acting
        return self._inside(token, places, but)

    def _named_beside(self, token: Token) -> Codes:
        """ "its neighbor, Ukraine"."""
        if token.lemma_.lower() not in NEIGHBOURS:
            return ()
        beside = [child for child in token.rights if child.dep_ == "appos"]
        return _unique(code for child in beside if (found := self.mentioned.headed(child)) for code in found.codes)

    def _shared_with(self, token: Token) -> Codes:
        """ "its border with Ukraine": whoever else has a part in it."""
        if token.lemma_.lower() not in SHARED:
            return ()
        shared = (pobj for prep in token.rights if prep.lower_ == "with" for pobj in prep.children)
        return _unique(code for pobj in shared for head in conjuncts(pobj) for code in self._named(head))

    def _near(self, child: Token) -> Codes:
        """The polity of a modifier of what is acted on; "Russian-flagged" and "China-based" count here."""
        if child.pos_ == "PRON":
            return self.pronoun(child)
        mention = self.mentioned.at(child)
        if mention is not None:
            return () if takes_sides(child, mention) or is_origin(child, mention) else self._with_joined(child, mention)
        return _unique(code for grand in child.children if grand.dep_ in MODIFIERS for code in self._near(grand))

    def _inside(self, token: Token, places: bool, but: Codes) -> Codes:
        """The nearest polity in phrases after the noun."""
        for inner, deep in brought_in(token, places=places):
            if others_than(token, inner, self.mentioned.headed(inner)):
                continue
            found = self.affected(inner, deep=deep, places=places, but=but)
            if set(found) - set(but):
                return found
        return ()


def _unique(codes: Iterable[str]) -> Codes:
    return tuple(dict.fromkeys(codes))
