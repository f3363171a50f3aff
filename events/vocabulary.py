"""The closed sets of the domain, each value with its definition.

A value, once stored, is for ever: values are added, never renamed or removed.
Sources: PLOVER 2.0 (roots), OpenSanctions and GSDB (measures), ICD 203 (likelihood, confidence).
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed set that carries its own definition."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """Make a value that knows its definition."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.definition = definition
        return term


class Root(Term):
    """The PLOVER root of an event type; assessments, which PLOVER lacks, have ASSESS."""

    AGREE = "AGREE", "Agree to act, or to meet."
    CONSULT = "CONSULT", "Meet, talk, visit, negotiate."
    SUPPORT = "SUPPORT", "Praise, back or recognise in words."
    COOPERATE = "COOPERATE", "Work together in fact."
    AID = "AID", "Give money, goods, arms or people."
    YIELD = "YIELD", "Give way: ease, release, withdraw, return."
    REQUEST = "REQUEST", "Ask for or demand something."
    ACCUSE = "ACCUSE", "Criticise or allege a wrong."
    REJECT = "REJECT", "Refuse, deny, veto, call off."
    THREATEN = "THREATEN", "Announce harm for the future."
    PROTEST = "PROTEST", "Object formally."
    SANCTION = "SANCTION", "Reduce ties or restrict dealings."
    MOBILIZE = "MOBILIZE", "Ready or move forces without using them."
    COERCE = "COERCE", "Seize, block, detain or hack, without killing."
    ASSAULT = "ASSAULT", "Use lethal force."
    ASSESS = "ASSESS", "Judge what another does, did, intends or can do."


class Modality(Term):
    """How real the report says the act is."""

    HAPPENED = "happened", "Done or under way."
    ANNOUNCED = "announced", "Decided; takes effect later."
    PLANNED = "planned", "Intended for a later time."
    CONDITIONAL = "conditional", "Happens if something else does."


class Precision(Term):
    """How exactly the words of the report date an act."""

    DAY = "day", "One calendar day."
    DAYS = "days", "All days from the first to the last: a visit, a conference."
    RANGE = "range", "Some day or days between two known days."
    MONTH = "month", "Some day of one month."
    YEAR = "year", "Some day of one year."
    UNKNOWN = "unknown", "Not said; at most a latest day is known."


class Measure(Term):
    """What a sanction restricts."""

    ASSET_FREEZE = "asset_freeze", "Property of a designated person, firm or vessel is blocked."
    VISA_BAN = "visa_ban", "Natural persons may not enter or get visas."
    EXPORT_CONTROL = "export_control", "Goods or technology may not be sent to the target, or only under licence."
    IMPORT_BAN = "import_ban", "Goods of the target may not be bought or brought in."
    TARIFF = "tariff", "Duties used as pressure."
    ARMS_EMBARGO = "arms_embargo", "No arms or military goods to (or from) the target."
    FINANCIAL = "financial", "Banking, payment, capital-market or sovereign-debt dealings are restricted."
    INVESTMENT_BAN = "investment_ban", "New investment in the target is forbidden."
    ENTITY_LISTING = "entity_listing", "A firm or body is put on an export-control list."
    SERVICES_BAN = "services_ban", "Services (legal, IT, consulting, broadcasting) may not be rendered."
    TRANSPORT_BAN = "transport_ban", "Airspace, ports, roads, vessels or aircraft are closed to the target."
    PRICE_CAP = "price_cap", "Goods of the target may be dealt in only below a set price."
    SECONDARY = "secondary", "Third parties are penalised for dealing with the target."
    AID_SUSPENSION = "aid_suspension", "Aid to the target is held back or ended."
    COUNTERMEASURE = "countermeasure", "Retaliation for another's measure, or a blocking statute."
    OTHER = "other", "Another measure, or only 'sanctions' is said."


class MeasureAction(Term):
    """What an act does to a measure."""

    IMPOSED = "imposed", "The measure begins."
    EXPANDED = "expanded", "Its scope grows: additions to an existing list, further goods."
    EXTENDED = "extended", "It is renewed; a new expiry date, the same scope."
    LIFTED = "lifted", "It ends by decision."
    SUSPENDED = "suspended", "It is out of force for a time and can resume."
    WAIVED = "waived", "An exception or general licence; the measure stays."
    EASED = "eased", "Its scope shrinks; the measure stays."
    DELISTED = "delisted", "One designee is removed; the measure stays for the others."
    EXPIRED = "expired", "It is let lapse at its end date."


class MeetingFormat(Term):
    """How the parties meet."""

    IN_PERSON = "in_person", "In one room."
    CALL = "call", "By telephone."
    VIRTUAL = "virtual", "By video."
    VISIT = "visit", "One party travels to the other's country."
    SUMMIT = "summit", "Leaders, with an agenda of their own."


class OfficeLevel(Term):
    """The highest level that takes part."""

    HEAD_OF_STATE = "head_of_state", "President, monarch, paramount leader."
    HEAD_OF_GOVERNMENT = "head_of_government", "Prime minister, chancellor."
    MINISTER = "minister", "Minister, secretary of a department, national security adviser."
    OFFICIAL = "official", "Any other official: deputies, directors, officers."
    ENVOY = "envoy", "Ambassador, special envoy."


class MeetingStage(Term):
    """How firm a coming meeting is."""

    PROPOSED = "proposed", "Invited, offered or asked for."
    SCHEDULED = "scheduled", "Agreed or announced."


class AidKind(Term):
    """What is given."""

    MILITARY = "military", "Arms, ammunition, training, troops."
    HUMANITARIAN = "humanitarian", "Relief: food, shelter, medicine, refuge."
    FINANCIAL = "financial", "Loans, grants, guarantees, budget support."
    OTHER = "other", "Other or not said."


class CooperationKind(Term):
    """What two polities do together."""

    EXERCISE = "exercise", "Joint military exercise or patrol."
    TRADE = "trade", "Trade, transit, investment, supply."
    INTELLIGENCE = "intelligence", "Sharing of intelligence."
    OPERATION = "operation", "Joint military or police operation, extradition."
    OTHER = "other", "Other or not said."


class RelationsStep(Term):
    """What is done to the ties between two polities."""

    TIES = "ties", "Diplomatic relations as a whole are broken off, established or resumed."
    MISSION = "mission", "An embassy or consulate is closed or (re)opened."
    AMBASSADOR = "ambassador", "An ambassador is recalled, withdrawn or returned."
    EXPULSION = "expulsion", "Diplomats or officials are expelled."
    TALKS = "talks", "Talks or cooperation are broken off or resumed."
    AGREEMENT = "agreement", "An agreement or body is left or rejoined."
    MEMBERSHIP = "membership", "A member is suspended from a body or readmitted."
    OTHER = "other", "Other or not said."


class ProtestForm(Term):
    """How a protest is made."""

    SUMMONS = "summons", "The other's envoy is summoned."
    NOTE = "note", "A formal note or complaint is lodged."
    OTHER = "other", "Other or not said."


class MobilizationForm(Term):
    """What forces do short of using force."""

    DEPLOYMENT = "deployment", "Moved, massed or stationed."
    ALERT = "alert", "Readiness is raised; troops are called up."
    EXERCISE = "exercise", "Exercises or patrols toward the target."
    WEAPONS_TEST = "weapons_test", "A weapon is tested toward the target."
    INCURSION = "incursion", "Aircraft, ships or troops enter the target's space without fighting."
    OTHER = "other", "Other or not said."


class CoercionForm(Term):
    """What is done without lethal force."""

    SEIZURE = "seizure", "Ships, aircraft, goods or assets are taken."
    DETENTION = "detention", "Persons are arrested, held or abducted."
    BLOCKADE = "blockade", "Passage, supply or a border is closed."
    CYBER = "cyber", "Systems are hacked, jammed or disabled."
    ANNEXATION = "annexation", "Territory is annexed or occupied."
    OTHER = "other", "Other or not said."


class ForceForm(Term):
    """How lethal force is used."""

    AIR_STRIKE = "air_strike", "Aircraft, missiles or drones."
    SHELLING = "shelling", "Artillery, rockets, mortars."
    GROUND = "ground", "Ground attack, invasion, war."
    NAVAL = "naval", "At sea."
    KILLING = "killing", "Killing or assassination of persons."
    OTHER = "other", "Other or not said."


class Stance(Term):
    """What the holder of an assessment makes of the proposition."""

    ASSERTS = "asserts", "Holds it true."
    SUSPECTS = "suspects", "Is concerned that, or believes possible."
    DOUBTS = "doubts", "Thinks it rather not so."
    DENIES = "denies", "Holds it false."
    NO_EVIDENCE = "no_evidence", "Has seen nothing that shows it."


class Likelihood(Term):
    """ICD 203 words of estimative probability. Unknown is null, never even."""

    REMOTE = "remote", "Almost no chance: 1-5 %."
    VERY_UNLIKELY = "very_unlikely", "Highly improbable: 5-20 %."
    UNLIKELY = "unlikely", "Improbable: 20-45 %."
    EVEN = "even", "Roughly even chance: 45-55 %."
    LIKELY = "likely", "Probable: 55-80 %."
    VERY_LIKELY = "very_likely", "Highly probable: 80-95 %."
    ALMOST_CERTAIN = "almost_certain", "Nearly certain: 95-99 %."


class Confidence(Term):
    """ICD 203 confidence in the sources of a judgement; never mixed with likelihood."""

    LOW = "low", "Questionable, fragmentary or poorly corroborated information."
    MODERATE = "moderate", "Credibly sourced and plausible, not sufficiently corroborated."
    HIGH = "high", "High-quality information from several sources."


class Reliability(Term):
    """How far a publisher is trusted: the Admiralty code for sources (NATO STANAG 2511, US Army FM 2-22.3)."""

    A = "A", "Completely reliable: no doubt of authenticity, trustworthiness or competency."
    B = "B", "Usually reliable: minor doubt; mostly valid information in the past."
    C = "C", "Fairly reliable: doubt, but valid information in the past."
    D = "D", "Not usually reliable: significant doubt, but valid information in the past."
    E = "E", "Unreliable: lacks authenticity, trustworthiness and competency; a history of invalid information."
    F = "F", "Cannot be judged: no basis exists; so is every publisher that nobody has graded."


class Predicate(Term):
    """What an assessment says of its subject."""

    MILITARY_AID = "military_aid", "It gives military help to the object."
    LETHAL_AID = "lethal_aid", "It gives weapons or ammunition to the object."
    DUAL_USE_SUPPLY = "dual_use_supply", "It supplies goods of military use to the object."
    FINANCIAL_AID = "financial_aid", "It gives financial or economic help to the object."
    SANCTIONS_EVASION = "sanctions_evasion", "It evades sanctions or helps the object to."
    PLANNED_ATTACK = "planned_attack", "It plans or prepares an attack on the object."
    WEAPONS_PROGRAMME = "weapons_programme", "It develops or keeps weapons of mass destruction or missiles."
    TREATY_VIOLATION = "treaty_violation", "It breaks a treaty or agreement."
    HUMAN_RIGHTS_ABUSE = "human_rights_abuse", "It commits abuses, war crimes or genocide."
    FOREKNOWLEDGE = "foreknowledge", "It knew of another's plan beforehand."
    WAR_OUTCOME = "war_outcome", "It will win, lose or continue a war."
    DIPLOMATIC_INTENT = "diplomatic_intent", "It is (not) willing to negotiate or agree."
    CHEMICAL_WEAPONS_USE = "chemical_weapons_use", "It used chemical weapons."
    DISINFORMATION = "disinformation", "It spreads falsehoods."
    CYBER_OPERATION = "cyber_operation", "It attacks computer systems."
    ELECTION_INTERFERENCE = "election_interference", "It interferes with an election."
    TERRITORIAL_EXPANSION = "territorial_expansion", "It takes or wants to take territory."
    ECONOMIC_COERCION = "economic_coercion", "It uses trade or energy as pressure."
    TROOP_WITHDRAWAL = "troop_withdrawal", "It withdraws its forces."
    OTHER = "other", "Another proposition; its words are in the content."


class RetractionReason(Term):
    """Why an event no longer counts."""

    REVISED = "revised", "Its words are gone from a later version of the report."
    REREAD = "reread", "A newer reading of the same text does not find it."
    WITHDRAWN = "withdrawn", "The whole report was withdrawn."
    REJECTED = "rejected", "A reviewer judged that the report does not state it."


class Relation(Term):
    """What an analyst holds two events to be to each other."""

    SAME = "same", "Both tell of one act, or of one meeting."
    ANSWER = "answer", "The second carries out, takes back, meets, refuses or retaliates for the first."


class RevisionReason(Term):
    """Why a report was read again."""

    TEXT = "text", "Its publisher changed the text."
    METADATA = "metadata", "Its title, date, publisher or address was corrected."
    REREAD = "reread", "A newer extractor read the same text."


class Body(Term):
    """Intergovernmental bodies that act as polities."""

    EU = "EU", "European Union"
    NATO = "NATO", "North Atlantic Treaty Organization"
    UN = "UN", "United Nations"
    G7 = "G7", "Group of Seven"
    G20 = "G20", "Group of Twenty"
    ASEAN = "ASEAN", "Association of Southeast Asian Nations"
    AU = "AU", "African Union"
    OAS = "OAS", "Organization of American States"
    OSCE = "OSCE", "Organization for Security and Co-operation in Europe"
    IAEA = "IAEA", "International Atomic Energy Agency"
    WTO = "WTO", "World Trade Organization"
    IMF = "IMF", "International Monetary Fund"
    APEC = "APEC", "Asia-Pacific Economic Cooperation"
    QUAD = "QUAD", "Quadrilateral Security Dialogue"
    ECOWAS = "ECOWAS", "Economic Community of West African States"
