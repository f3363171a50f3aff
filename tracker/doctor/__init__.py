"""Whether all is there that the program needs: itself, its parser, and a store."""

from tracker.doctor.finding import Finding, Status
from tracker.doctor.program import program_findings
from tracker.doctor.store import store_findings

__all__ = ["Finding", "Status", "program_findings", "store_findings"]
