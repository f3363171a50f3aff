"""What the owner of a host lets programs read: its robots.txt, through Protego."""

from typing import Any

_MOST_BYTES = 500 * 2**10
"""How much of a robots.txt counts (RFC 9309)."""

_LONGEST = 30.0
"""The longest pause, in seconds, that is kept between two questions; a host that asks for more gets this."""


class Robots:
    """The rules of one host; without any, everything may be read."""

    def __init__(self, text: bytes) -> None:
        # A few milliseconds to load, and only what asks a network needs it.
        from protego import Protego  # noqa: PLC0415

        self._rules: Any = Protego.parse(text[:_MOST_BYTES].decode("utf-8", "replace"))

    def allows(self, url: str, agent: str) -> bool:
        """Whether a program of this name may read an address."""
        return bool(self._rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """The seconds that it should wait between two questions; 0 when none are asked for."""
        return min(float(self._rules.crawl_delay(agent) or 0.0), _LONGEST)
