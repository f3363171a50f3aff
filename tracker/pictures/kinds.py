"""Which pictures there are. Nothing here loads what draws them."""

from enum import StrEnum


class PictureKind(StrEnum):
    """What a picture of two polities shows over time."""

    TIMELINE = "timeline"
    CLIMATE = "climate"
    MEASURES = "measures"
    ASSESSMENTS = "assessments"
