"""The two annotated seed articles, and what they must show."""

from collections.abc import Iterator
from datetime import date

import pytest
from seeds import SEEDS, log_rows

from projections.catchup import Views
from projections.history import audit
from projections.relationship import RelationshipState, relationship

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason=f"the annotated reports are not here: {SEEDS}")


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        opened.apply(log_rows(SEEDS))
        yield opened


def state(views: Views, day: str) -> RelationshipState:
    return relationship(views.connection, ("USA", "CHN"), as_of=date.fromisoformat(day))


def test_on_the_day_of_the_first_article_one_call_is_coming_and_two_meetings_are_over(views: Views) -> None:
    meetings = [(item.date, item.status) for item in state(views, "2022-03-17").meetings]
    assert meetings == [("2021-11", "held"), ("2022-03", "held"), ("2022-03-18", "scheduled")]
    (rome,) = [item for item in state(views, "2022-03-17").meetings if "Rome" in item.quote]
    assert rome.occurred.end == date(2022, 3, 17)


def test_on_the_day_of_the_first_article_american_warnings_to_china_stand(views: Views) -> None:
    warnings = state(views, "2022-03-17").warnings
    assert len(warnings) == 3
    assert {(item.source, item.target, item.status) for item in warnings} == {("USA", "CHN", "standing")}


def test_on_the_day_of_the_first_article_there_are_judgements_about_support_for_russia(views: Views) -> None:
    found = {item.predicate.value: item.stance.value for item in state(views, "2022-03-17").assessments}
    assert found == {"military_aid": "asserts", "financial_aid": "asserts", "other": "asserts"}


def test_two_years_later_nobody_knows_of_the_call_and_another_meeting_is_coming(views: Views) -> None:
    meetings = {item.date: item.status for item in state(views, "2024-11-16").meetings}
    assert (meetings["2022-03-18"], meetings["2024-11-16"]) == ("unconfirmed", "scheduled")


def test_two_years_later_there_is_no_evidence_of_lethal_aid(views: Views) -> None:
    (item,) = [item for item in state(views, "2024-11-16").assessments if item.predicate == "lethal_aid"]
    assert item.stance == "no_evidence"
    assert item.object == "RUS"
    assert item.quote.startswith("the Biden administration still hasn’t found evidence")


def test_the_audit_of_china_and_russia_shows_how_the_view_moved(views: Views) -> None:
    found = audit(views.connection, ("CHN", "RUS"))
    days = {change.subject.split(":")[3]: change.valid_from.year for change in found}
    assert days == {
        "military_aid": 2022,
        "financial_aid": 2022,
        "other": 2022,
        "lethal_aid": 2024,
        "dual_use_supply": 2024,
    }
    assert all(change.subject.startswith("assessment:USA:CHN:") for change in found)


@pytest.mark.parametrize("day", ["2022-03-17", "2022-12-31", "2024-11-16"])
def test_the_articles_in_the_opposite_order_give_the_same_answers(views: Views, day: str) -> None:
    with Views.open(":memory:") as others:
        others.apply(log_rows(SEEDS, backwards=True))
        assert state(others, day) == state(views, day)
