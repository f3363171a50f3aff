"""What an assessment says of its subject, in words."""

PROPOSITIONS = {
    "military_aid": ("gives military aid", "to"),
    "lethal_aid": ("gives lethal aid", "to"),
    "dual_use_supply": ("supplies goods of military use", "to"),
    "financial_aid": ("gives financial aid", "to"),
    "sanctions_evasion": ("evades sanctions", "with"),
    "planned_attack": ("plans an attack", "on"),
    "weapons_programme": ("has a weapons programme", "with"),
    "treaty_violation": ("breaks a treaty", "with"),
    "human_rights_abuse": ("abuses human rights", "in"),
    "foreknowledge": ("knew beforehand", "of the plans of"),
    "war_outcome": ("and the outcome of its war", "with"),
    "diplomatic_intent": ("and its will to negotiate", "with"),
    "chemical_weapons_use": ("used chemical weapons", "in"),
    "disinformation": ("spreads falsehoods", "about"),
    "cyber_operation": ("attacks computer systems", "of"),
    "election_interference": ("interferes with elections", "in"),
    "territorial_expansion": ("takes territory", "of"),
    "economic_coercion": ("uses trade as pressure", "on"),
    "troop_withdrawal": ("withdraws its forces", "from"),
    "other": ("(another matter)", "and"),
}


def judged(target: str, predicate: str, object_name: str | None, content: str | None = None) -> str:
    """Say a proposition as a clause: `CHN gives lethal aid to Russia`."""
    clause, with_object = PROPOSITIONS.get(predicate, (predicate.replace("_", " "), ""))
    if predicate == "other" and content:
        return f"{target}: {' '.join(content.split())}"
    return f"{target} {clause}{f' {with_object} {object_name}' if object_name else ''}"
