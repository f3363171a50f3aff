"""What models said of a report, for people: every answer word for word, and why what of it was refused."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import BAD, QUIET, STRONG
from tracker.readers.account import Exchange, ModelAccount
from tracker.readers.auditing import AccountView


def account_pages(found: Iterable[AccountView]) -> Iterator[RenderableType]:
    """The accounts of all readings by models, one below the other."""
    views = list(found)
    if not views:
        yield Text("No model has read this report.", style=QUIET)
    for view in views:
        readers = " and ".join(f"{reader.extractor} {reader.version}" for reader in view.account.readers)
        yield Text(f"{readers}, recorded {view.recorded:%Y-%m-%d %H:%M}Z", style=STRONG)
        yield Text(f"account {view.sha256}", style=QUIET, no_wrap=True, overflow="ignore")
        for model in view.account.models:
            yield from _model(model)


def _model(model: ModelAccount) -> Iterator[RenderableType]:
    refused = ", ".join(f"{reason} {number}" for reason, number in model.refused.items()) or "nothing"
    rows = {
        "model": model.model + (f", answered by {model.resolved}" if model.resolved not in {None, model.model} else ""),
        "options": ", ".join(f"{name}={value}" for name, value in model.options.items()),
        "told": f"version {model.prompt_version}, sha-256 {model.instructions}",
        "tokens": f"{model.tokens_in} in, {model.tokens_out} out",
        "refused": refused,
    }
    yield Entries(Entry(name, Text(value)) for name, value in rows.items() if value)
    for passage in model.passages:
        yield Text(f"\ncharacters {passage.start} to {passage.end}", style=STRONG)
        for exchange in passage.exchanges:
            yield Entries([Entry("", Text(exchange.answer.text)), *_refusals(exchange)])


def _refusals(exchange: Exchange) -> Iterator[Entry]:
    for one in exchange.refused:
        yield Entry(one.reason, Text(f"{one.message} {one.proposed}", style=BAD))
