"""`--reader` and what goes with it: which reader, what it may use, and what it would take."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cli.render import complain
from tracker.incoming import IncomingReport

if TYPE_CHECKING:
    from tracker.extraction.proposal import Extractor

Reader = Annotated[
    str | None,
    typer.Option(
        "--reader",
        envvar="TRACKER_READER",
        metavar="READER",
        help="What reads: rules, llm:MODEL, a plug-in, or two of them joined by +. Default: rules.",
    ),
]
MaxCost = Annotated[
    float | None, typer.Option("--max-cost", min=0, metavar="MONEY", help="Ask models for no more than that; needs prices.")
]
MaxTokens = Annotated[
    int | None, typer.Option("--max-tokens", min=1, metavar="N", help="Ask models for no more tokens than that.")
]
PriceIn = Annotated[
    float | None,
    typer.Option("--price-in", envvar="TRACKER_PRICE_IN", min=0, help="What a million tokens cost that a model reads."),
]
PriceOut = Annotated[
    float | None,
    typer.Option("--price-out", envvar="TRACKER_PRICE_OUT", min=0, help="… and those that it writes."),
]
PerMinute = Annotated[
    int | None, typer.Option("--per-minute", min=1, metavar="N", help="Send a model at most so many requests a minute.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=1, metavar="SECONDS", help="How long to wait for one answer of a model.")
]
ModelOptions = Annotated[
    list[str] | None,
    typer.Option("--model-option", metavar="NAME=VALUE", help="An option of the model, such as temperature=0; can be repeated."),
]
Estimate = Annotated[
    bool, typer.Option("--estimate", help="Say what models would be asked at most, and stop before anything is sent.")
]


class Limits(NamedTuple):
    """The options of models as they were given."""

    max_cost: float | None = None
    max_tokens: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    per_minute: int | None = None
    timeout: float = 180
    options: Sequence[str] = ()


def reader(spec: str | None, limits: Limits) -> "Extractor | None":
    """The reader that was asked for; None for the default. Raises InputError, or a usage error for a wrong option."""
    if spec is None:
        return None
    from tracker.readers import Settings, make_reader  # noqa: PLC0415  only where a reader is chosen
    from tracker.readers.settings import Prices  # noqa: PLC0415

    if (limits.price_in is None) != (limits.price_out is None):
        raise typer.BadParameter("give both prices, in and out; 0 is one", param_hint="--price-in")
    prices = None
    if limits.price_in is not None and limits.price_out is not None:
        prices = Prices(input=limits.price_in, output=limits.price_out)
    return make_reader(
        spec,
        Settings(
            options=_options(limits.options),
            max_tokens=limits.max_tokens,
            max_cost=limits.max_cost,
            prices=prices,
            timeout=limits.timeout,
            per_minute=limits.per_minute,
            cache=_cache(),
        ),
    )


def announced(chosen: "Extractor | None", reports: Iterable[IncomingReport], *, only: bool) -> Iterable[IncomingReport]:
    """The reports, after it was said what models will be asked about them at most; with `only`, nothing goes on."""
    if chosen is None:
        if only:
            complain("the rules send nothing anywhere: there is nothing to estimate")
            raise typer.Exit
        return reports
    from tracker.readers.estimate import estimate  # noqa: PLC0415  only where a reader is chosen

    kept = list(reports)
    for line in estimate(chosen, kept):
        complain(line)
    if only:
        raise typer.Exit
    return kept


def said_afterwards(chosen: "Extractor | None") -> None:
    """Say what models took."""
    if chosen is None:
        return
    from tracker.readers.estimate import taken  # noqa: PLC0415  only where a reader is chosen

    for line in taken(chosen):
        complain(line)


def _options(given: Sequence[str]) -> dict[str, object]:
    return dict(_option(one) for one in given)


def _option(given: str) -> tuple[str, object]:
    name, separator, value = given.partition("=")
    if not separator or not name:
        raise typer.BadParameter(f"{given!r} is no NAME=VALUE", param_hint="--model-option")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _cache() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415  only where a reader is chosen

    return user_cache_path("tracker", appauthor=False) / "answers"
