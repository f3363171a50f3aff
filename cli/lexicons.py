"""The user's own lexicons: named by an option, by the environment, or found in the configuration directory."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # the parser takes seconds to load
    from tracker.extraction.rules import RuleExtractor

LexiconFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        envvar="TRACKER_LEXICON",
        metavar="FILE",
        help="Your own actors and triggers. Default: lexicon.toml in your configuration directory, where there is one.",
    ),
]


def chosen_files(given: Sequence[Path] | None) -> tuple[Path, ...]:
    """The lexicons that were named; where none was, the one in the configuration directory, if it is there."""
    if given:
        return tuple(given)
    from platformdirs import user_config_path  # noqa: PLC0415  only where no lexicon is named

    default = user_config_path("tracker", appauthor=False) / "lexicon.toml"
    return (default,) if default.exists() else ()


def extractor(given: Sequence[Path] | None) -> "RuleExtractor":
    """The rules with the user's lexicons. Raises InputError for one that cannot be used."""
    from tracker.extraction.rules import RuleExtractor  # noqa: PLC0415  the parser takes seconds to load

    return RuleExtractor(files=chosen_files(given))
