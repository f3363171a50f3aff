"""What a reader would ask models before it does, and what it has asked since."""

from collections.abc import Iterator, Sequence

from tracker.extraction.proposal import Extractor
from tracker.incoming import IncomingReport
from tracker.readers.asking import ANSWER_TOKENS
from tracker.readers.model import ModelReader
from tracker.readers.together import TwoReaders


def models_of(reader: Extractor) -> Iterator[ModelReader]:
    """The models among one or two readers."""
    for one in reader.readers if isinstance(reader, TwoReaders) else (reader,):
        if isinstance(one, ModelReader):
            yield one


def estimate(reader: Extractor, reports: Sequence[IncomingReport]) -> Iterator[str]:
    """One line for each model: how many reports pass the gate, how many answers are not known yet, what they take."""
    for model in models_of(reader):
        sent = known = questions = tokens_in = 0
        for report in reports:
            if not model.gate.may_hold_acts(report):
                continue
            sent += 1
            for _, question in model.questions(report):
                known += model.asking.answers.find(question) is not None
                questions += 1
                if model.asking.answers.find(question) is None:
                    tokens_in += question.tokens
        left = questions - known
        prices = model.asking.budget.prices
        at_most = left * ANSWER_TOKENS
        money = f", {prices.cost(tokens_in, at_most):.4f} in money at most" if prices else ""
        yield (
            f"{model.reading.extractor}: {sent} of {len(reports)} reports pass the gate, in {questions} passages, "
            f"{known} of them answered before; about {tokens_in} tokens in and at most {at_most} out{money}, "
            "twice that where every answer must be put right"
        )


def taken(reader: Extractor) -> Iterator[str]:
    """One line for each model: what this run took."""
    for model in models_of(reader):
        budget = model.asking.budget
        money = f", {budget.cost:.4f} in money" if budget.cost is not None else ""
        yield (
            f"{model.reading.extractor}: {model.asking.asked} requests, {budget.tokens_in} tokens in, "
            f"{budget.tokens_out} out{money}"
        )
