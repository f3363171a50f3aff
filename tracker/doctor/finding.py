"""One thing that was looked at: how it is, and what to do where it is not as it should be."""

from enum import StrEnum

from events.values import Value


class Status(StrEnum):
    """How a thing is."""

    OK = "ok"  # as it should be, or not needed
    WARNING = "warning"  # something will not look or work as well as it could
    FAILURE = "failure"  # something that is needed is missing or broken


class Finding(Value):
    """What was found of one thing. `part` is what it belongs to, `advice` what to do about it."""

    part: str
    name: str
    status: Status
    found: str
    advice: str | None = None


def ok(part: str, name: str, found: str, advice: str | None = None) -> Finding:
    """A thing that is as it should be; the advice is for who wants more."""
    return Finding(part=part, name=name, status=Status.OK, found=found, advice=advice)


def warning(part: str, name: str, found: str, advice: str) -> Finding:
    """A thing that is not quite as it should be."""
    return Finding(part=part, name=name, status=Status.WARNING, found=found, advice=advice)


def failure(part: str, name: str, found: str, advice: str) -> Finding:
    """A thing that is needed, and missing or broken."""
    return Finding(part=part, name=name, status=Status.FAILURE, found=found, advice=advice)
