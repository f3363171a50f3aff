"""PLOVER's roots for acts between given actors, as the CAMEO codebook files them.

The codebook of the tracker files a few acts elsewhere: it knows states only, and tells a plan from a deed by modality.
"""

import tomllib
from pathlib import Path

from events import POLICY_EVENTS
from events.vocabulary import Modality
from tracker.extraction.modality import Reality

LEXICON = Path(__file__).with_name("plover.toml")
"""Acts inside a country that are no events of ours, in the form of a user's lexicon."""

_ROOTS: dict[str, str] = tomllib.loads(LEXICON.read_text(encoding="utf-8"))["roots"]
_FILED = {
    "AgreementReached": "SUPPORT",  # 057 sign formal agreement
    "RelationsRestored": "SUPPORT",  # 054 grant diplomatic recognition
    "SanctionsImposed": "COERCE",  # 172 impose administrative sanctions
    "ProtestLodged": "ACCUSE",  # 113 complain officially
    "AssessmentReported": "ACCUSE",  # 112 accuse
}
_ASKED = (": demand", ": request", ": ask", ": appeal", ": push", ": call")
_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "AGREE"})
_HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"})


def root_of(rule: str, topic: str, reality: Reality) -> str:
    """The root of an act of this type by this rule: of what is planned, refused or asked for, that of the speech."""
    root = _ROOTS.get(rule) or _FILED.get(topic) or POLICY_EVENTS[topic].ROOT.value
    why = (reality.dropped or "").partition(":")[0]
    if reality.urge is not None or why in ("urged", "called for") or (reality.dropped or "").endswith(_ASKED):
        return "REQUEST"
    if reality.threat is not None or why == "threatened":
        return "THREATEN"
    if why in ("negated", "denied", "not done") or (why == "not a fact" and _refused(reality)):
        return "REJECT" if root in _FRIENDLY else root
    if why in ("possible", "conditional") or reality.modality is Modality.PLANNED:
        return "AGREE" if root in _FRIENDLY else "THREATEN" if root in _HOSTILE else root
    return root


def _refused(reality: Reality) -> bool:
    """Whether an act is not done by will: refused, declined, failed."""
    return (reality.dropped or "").rpartition(" ")[2] in ("refuse", "decline", "fail", "oppose", "reluctant", "unable")
