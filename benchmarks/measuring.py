"""One measurement in a process of its own: seconds, processor seconds, peak memory."""

import multiprocessing as mp
import resource
import time
from collections.abc import Callable
from typing import Any

__all__ = ["measured", "rates"]


def measured(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What ``work`` gives, with time and memory; a missing library is told, not hidden."""
    receive, send = mp.get_context("fork").Pipe(duplex=False)
    child = mp.get_context("fork").Process(
        target=_child, args=(send, work, arguments), daemon=False
    )
    child.start()
    send.close()
    try:
        told: dict[str, Any] = receive.recv()
    except EOFError:
        told = {"failed": "ended without a result"}
    child.join()
    return told


def _child(send: Any, work: Callable[..., dict[str, Any]], arguments: Any) -> None:
    began, used = time.perf_counter(), time.process_time()
    try:
        told = work(*arguments)
    except ImportError as error:
        told = {"not_installed": error.name}
    usage = resource.getrusage(resource.RUSAGE_SELF)
    told |= {
        "wall_s": round(time.perf_counter() - began, 2),
        "cpu_s": round(time.process_time() - used, 2),
        "peak_mb": round(usage.ru_maxrss / 1024),
    }
    send.send(told)


def rates(found: set[Any], true: set[Any]) -> dict[str, Any]:
    """Pair precision, recall and F1."""
    right = len(found & true)
    precision = right / len(found) if found else 1.0
    recall = right / len(true) if true else 1.0
    total = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
        "pairs": len(found),
    }
