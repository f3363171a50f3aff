"""Processes beside this one: how many pay, and how they begin and end."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(number: int) -> ProcessPoolExecutor:
    """So many processes that end with this one."""
    # Spawned, not forked: the same on every system, and no connection of this process is in them.
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """Leave an interrupt to the process that began this one, and end when that one is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
