"""`--reader` and what goes with it: which reader, what it may use, and what it would take."""

import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from cli.lexicons import chosen_files, extractor
from cli.render import complain, remark
from tracker.incoming import IncomingReport

if TYPE_CHECKING:
    from tracker.extraction.proposal import Extractor

READER_HELP = "What reads: rules, llm:MODEL, a plug-in, or two of them joined by +. Default: rules."

Reader = Annotated[str | None, typer.Option("--reader", envvar="TRACKER_READER", metavar="READER", help=READER_HELP)]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", min=0, metavar="MONEY", help="Ask models for no more than that; needs both prices."),
]
MaxTokens = Annotated[
    int | None, typer.Option("--max-tokens", min=1, metavar="N", help="Ask models for no more tokens than that.")
]
PriceIn = Annotated[
    float | None,
    typer.Option(
        "--price-in",
        envvar="TRACKER_PRICE_IN",
        min=0,
        metavar="MONEY",
        help="What a million tokens cost that a model reads …",
    ),
]
PriceOut = Annotated[
    float | None,
    typer.Option(
        "--price-out", envvar="TRACKER_PRICE_OUT", min=0, metavar="MONEY", help="… and a million that it writes."
    ),
]
PerMinute = Annotated[
    int | None, typer.Option("--per-minute", min=1, metavar="N", help="Send models at most so many requests a minute.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=1, metavar="SECONDS", help="How long to wait for one answer of a model.")
]
ModelOption = Annotated[
    list[str] | None,
    typer.Option(
        "--model-option", metavar="NAME=VALUE", help="An option of models, such as temperature=0; can be repeated."
    ),
]
Estimate = Annotated[bool, typer.Option("--estimate", help="Only say what models would be asked at most; ask nothing.")]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What models may use, as the options say it."""

    max_cost: MaxCost = None
    max_tokens: MaxTokens = None
    price_in: PriceIn = None
    price_out: PriceOut = None
    per_minute: PerMinute = None
    timeout: Timeout = 180
    model_option: ModelOption = None

    def reader(self, spec: str, lexicons: Sequence[Path] | None = None) -> "Extractor":
        """The reader of that name under these limits. Raises InputError, or a usage error for a wrong option."""
        from tracker.readers import Settings, make_reader  # noqa: PLC0415  only where a reader is chosen
        from tracker.readers.settings import Prices  # noqa: PLC0415

        if (self.price_in is None) != (self.price_out is None):
            raise typer.BadParameter("give both prices, in and out; 0 is one", param_hint="--price-in")
        prices = None
        if self.price_in is not None and self.price_out is not None:
            prices = Prices(input=self.price_in, output=self.price_out)
        settings = Settings(
            options=dict(map(_option, self.model_option or ())),
            max_tokens=self.max_tokens,
            max_cost=self.max_cost,
            prices=prices,
            timeout=self.timeout,
            per_minute=self.per_minute,
            cache=_cache(),
            lexicons=chosen_files(lexicons),
        )
        return make_reader(spec, settings)


@dataclass(frozen=True, kw_only=True)
class Chosen(Limits):
    """What was chosen to read with: nothing, when `spec` is None, which means the rules."""

    spec: Reader = None
    estimate: Estimate = False

    @property
    def is_named(self) -> bool:
        """Whether somebody said which reader, so that it may take the place of another."""
        return self.spec is not None

    @contextmanager
    def reading(self, lexicons: Sequence[Path] | None = None) -> Iterator["Extractor"]:
        """The reader, with the user's lexicons; what its models took is said at the end, also of an unhappy one."""
        if self.spec is None:
            yield extractor(lexicons)
            return
        with said_at_the_end(self.reader(self.spec, lexicons)) as (reader,):
            yield reader

    def announced(self, reader: "Extractor", reports: Iterable[IncomingReport]) -> Iterable[IncomingReport]:
        """The reports, after it was said what models will be asked at most; with --estimate nothing goes on."""
        if self.spec is None and not self.estimate:
            return reports
        from tracker.readers.estimate import estimate, models_of  # noqa: PLC0415  only where a reader is chosen

        if any(models_of(reader)):
            reports = list(reports)
            for line in estimate(reader, reports):
                (complain if self.estimate else remark)(line)
        elif self.estimate:
            complain("no model is asked: there is nothing to estimate")
        if self.estimate:
            raise typer.Exit
        return reports


@contextmanager
def said_at_the_end(*readers: "Extractor") -> Iterator[tuple["Extractor", ...]]:
    """The readers; what their models took is said at the end, also of an unhappy one."""
    try:
        yield readers
    finally:
        for reader in readers:
            _say_taken(reader)


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Chosen` in place of its parameter `chosen`."""
    return _spread(command, "chosen", Chosen)


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Limits` in place of its parameter `limits`."""
    return _spread(command, "limits", Limits)


def _spread(command: Callable[..., None], name: str, kind: type[Limits]) -> Callable[..., None]:
    hints = get_type_hints(kind, include_extras=True)
    own = inspect.signature(command, eval_str=True)
    options = [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
        for one in sorted(fields(kind), key=lambda one: one.name != "spec")
    ]

    @wraps(command)
    def run(*arguments: Any, **given: Any) -> None:
        settings = kind(**{one.name: given.pop(one.name) for one in options})
        command(*arguments, **given, **{name: settings})

    kept = [one for one in own.parameters.values() if one.name != name]
    place = next((number for number, one in enumerate(kept) if one.name == "store"), len(kept))
    parameters = [*kept[:place], *options, *kept[place:]]
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _say_taken(reader: "Extractor") -> None:
    from tracker.readers.estimate import taken  # noqa: PLC0415  only where a reader is chosen

    for line in taken(reader):
        remark(line)


def _option(given: str) -> tuple[str, Any]:
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
