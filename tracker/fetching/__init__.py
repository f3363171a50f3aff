"""Pages and feeds from the network: what may be reached, how much of it, for how long."""

from tracker.fetching.reach import Fetch, Fetched

__all__ = ["Fetch", "Fetched"]
