"""Classes of words by which a noun phrase is led to its polity."""

PAIR_NOUNS = frozenset(
    """
    country side nation leader neighbor neighbour state government minister president counterpart party official ally
    power
    """.split()
)
"""What two or more parties are called together: "the two countries", "both sides"."""

MET = frozenset("leader minister president side party secretary counterpart official diplomat".split())
"""What those who have met are called afterwards: "the leaders"."""

SUFFERING = frozenset("flee escape affect displace suffer injure wound kill hit".split())
"""Verbs whose agent is no party to what is done for those who suffer: "refugees fleeing Russia's attacks"."""

EXCEPTING = frozenset("except excluding but besides than unlike exempt exclude".split())
"""What leads to whom an act does not concern: "from all countries except Canada"."""

DOMESTIC = frozenset("democracy corruption election opposition dissent protest protester demonstrator".split())
"""What is harmed at home: whoever does it where it stands is of that state."""

PEOPLE = frozenset(
    "journalist citizen civilian people protester activist critic opponent worker employee company resident".split()
)
"""Who may be threatened without any state's being so."""

PRIVATE = frozenset(
    """
    man woman person individual citizen national civilian resident student worker employee journalist suspect family
    tourist teenager boy girl prisoner detainee hostage fisherman refugee migrant
    """.split()
)
"""Whose use of force is no state's, whatever their nationality."""

EVERYBODY = frozenset("country nation state community world everyone everybody".split())
"""Whom a demand may be made of that is made of nobody named: "urges all countries to"."""

SHARED = frozenset("border frontier boundary tie relation relationship link contact trade".split())
"""What is as much another's: "its border with Ukraine"."""

CARRIERS = frozenset("ship vessel boat plane aircraft helicopter pilot agent spy convoy".split())
"""What may be as well a trader's or a traveller's as an army's."""

NEIGHBOURS = frozenset("neighbor neighbour ally partner rival enemy foe adversary".split())
"""What a country is to another that may be named beside: "its neighbor, Ukraine"."""

BORDERING = frozenset("neighbor neighbour border adjoin".split())
"""Verbs that say beside whom a place lies: "countries bordering Russia"."""

ADJACENT = frozenset("neighboring neighbouring surrounding adjacent nearby".split())
"""Adjectives that say the same: "Russia's neighbouring states"."""
