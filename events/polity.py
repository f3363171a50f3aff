"""Polities: countries by ISO 3166-1 alpha-3 code (and XKX, Kosovo), and intergovernmental bodies.

The codes are written out, not computed from a library, so that a code which a later edition of the standard drops
stays readable in events that were stored with it.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from events.vocabulary import Body

COUNTRIES = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
    BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
    CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
    GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
    JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
    MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
    SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
    TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
    """.split()
)
POLITIES = COUNTRIES | frozenset(body.value for body in Body)


def known(code: str) -> str:
    """Return the code, or raise ValueError when no polity has it."""
    if code not in POLITIES:
        raise ValueError(f"{code!r} is no polity: use an ISO 3166-1 alpha-3 code, XKX, or one of {', '.join(Body)}")
    return code


Polity = Annotated[str, AfterValidator(known), Field(examples=["USA", "CHN", "EU"])]
"""The code of a country or body; an unknown one is refused."""


def dyad(one: str, other: str) -> str:
    """Return the key of a pair whatever its direction: codes in alphabetical order, "CHN-USA"."""
    return "-".join(sorted((one, other)))
