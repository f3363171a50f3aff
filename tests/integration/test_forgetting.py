"""The parser's memory of words, which would grow with every report: it is given back."""

import pytest
from built import report

from tracker.extraction.parsing import parser
from tracker.extraction.rules import RuleExtractor

STRANGE = "Iran condemned Oman over the sale of zqwvorium to Bqxtania."


def test_words_of_reports_that_were_read_are_forgotten() -> None:
    ((_, proposals),) = RuleExtractor().extract([report(STRANGE)])
    assert [proposal.topic for proposal in proposals] == ["CriticismVoiced"]
    assert "zqwvorium" not in parser().vocab.strings


def test_a_report_that_cannot_be_read_leaves_nothing_behind() -> None:
    extractor = RuleExtractor()
    (before,) = extractor.extract([report(STRANGE)])
    broken = report(STRANGE).model_copy(update={"text": None})
    with pytest.raises(TypeError):
        list(extractor.extract([report(STRANGE), broken]))
    assert "zqwvorium" not in parser().vocab.strings
    assert list(extractor.extract([report(STRANGE)])) == [before]
