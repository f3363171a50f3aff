"""What one polity judges that another does, did, intends or can do."""

from typing import ClassVar

from events.base import PolicyEvent
from events.values import Judgement
from events.vocabulary import Root


class AssessmentReported(PolicyEvent):
    """The source (holder) states a judgement about the target (subject)."""

    TOPIC: ClassVar[str] = "AssessmentReported"
    ROOT: ClassVar[Root] = Root.ASSESS

    judgement: Judgement
