"""Processes beside this one: how many pay, and how they begin and end."""

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread
from types import ModuleType


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes(number: int) -> ProcessPoolExecutor:
    """So many processes that end with this one."""
    return _Processes(number, mp_context=_Context(), initializer=_settle_in)


def bare_processes(number: int) -> ProcessPoolExecutor:
    """The same, begun at once, and without the program's own script, which Python would run anew in each of them.

    For work that is done unasked, such as views made anew: a script need not expect it. It can be given nothing that
    the script defines.
    """
    executor = processes(number)
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        for _ in range(number):
            executor.submit(_settled)  # each begins a process
    except BaseException:
        executor.shutdown()
        raise
    finally:
        sys.modules["__main__"] = script
    return executor


class _Processes(ProcessPoolExecutor):
    """Ends even when its processes were killed while more waited for them than a pipe holds."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        # Before Python 3.11.5 nobody else closes this side of the pipe, and who writes into it waits for ever for
        # somebody to read. Nobody does so on this side, and each process has an end of its own.
        queue = getattr(self, "_call_queue", None)
        if queue is not None and sys.version_info < (3, 11, 5):
            queue._reader.close()  # noqa: SLF001  there is no other way to it
        super().shutdown(wait, cancel_futures=cancel_futures)


class _Process(SpawnProcess):
    """A process that never hears an interrupt, not even before it has settled in."""

    def start(self) -> None:
        if not hasattr(signal, "pthread_sigmask"):
            super().start()
            return
        # It is begun with what is blocked here; an interrupt that comes meanwhile is heard afterwards.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Context(SpawnContext):
    """Spawned, not forked: the same on every system, and no connection of this process is in them."""

    Process = _Process


def _settled() -> None:
    """Nothing: a process that does it has begun."""


def _settle_in() -> None:
    """Leave an interrupt to the process that began this one, and end when that one is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
