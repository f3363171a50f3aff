"""Read models of the log: relationships as they stood at any past date, and how they came to be so."""

from projections.acts import ReportRef
from projections.assessments import AssessmentItem
from projections.catchup import Views, rebuild
from projections.climate import Climate
from projections.counts import Count
from projections.demands import DemandItem
from projections.details import EventDetail, ReportDetail, Review, event_detail, report_detail
from projections.errors import LogInconsistent, NotViews, ViewsError, ViewsOutdated, ViewsTooNew
from projections.history import Change, audit
from projections.items import Answer, Item
from projections.listing import EventView, Ids, events, lookup
from projections.logrow import LogRow
from projections.measures import MeasureItem, MeasureStep
from projections.meetings import MeetingItem
from projections.relationship import RelationshipState, relationship
from projections.ties import TieItem
from projections.warnings import WarningItem

__all__ = [
    "Answer",
    "AssessmentItem",
    "Change",
    "Climate",
    "Count",
    "DemandItem",
    "EventDetail",
    "EventView",
    "Ids",
    "Item",
    "LogInconsistent",
    "LogRow",
    "MeasureItem",
    "MeasureStep",
    "MeetingItem",
    "NotViews",
    "RelationshipState",
    "ReportDetail",
    "ReportRef",
    "Review",
    "TieItem",
    "Views",
    "ViewsError",
    "ViewsOutdated",
    "ViewsTooNew",
    "WarningItem",
    "audit",
    "event_detail",
    "events",
    "lookup",
    "rebuild",
    "relationship",
    "report_detail",
]
