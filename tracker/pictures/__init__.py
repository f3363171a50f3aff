"""Pictures of a relationship over time: a timeline, the climate, measures as bars, the stances of assessments."""

from tracker.pictures.kinds import PictureKind

__all__ = ["PictureKind"]
