"""Where the chunks are worked on: in this process, in a pool of processes, in a Dask cluster.

Any `concurrent.futures` executor will do; what differs is how one is opened, and how it says that
a worker died.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, ParamSpec, Protocol, TypeVar

from vanban.finding import VanbanError
from vanban.messages import _

FEW = 50
"""For so many schools opening a pool takes longer than the work."""

P = ParamSpec("P")
T = TypeVar("T")


class Pool(Protocol):
    """An executor that can be opened again after a worker of it died.

    `workers`: how many chunks it works on at a time; `ahead`: how many wait for each of them, so
    that none is ever idle; `deaths`: what a future raises when the worker that had it died;
    `fragile`: a death takes the whole executor with it.
    """

    workers: int
    ahead: int
    deaths: tuple[type[BaseException], ...]
    fragile: bool

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand in a piece of work; raises one of `deaths` when the executor is gone."""
        ...

    def withdraw(self, future: Future[Any]) -> bool:
        """Take back what no worker has begun; False when that is not certain."""
        ...

    def renew(self) -> None:
        """Open it again after a death."""
        ...

    def close(self, *, now: bool) -> None:
        """Let the workers go; `now`: without waiting for what they have begun."""
        ...


class Here:
    """No pool: everything in this process, one piece after the other."""

    workers = 1
    ahead = 0
    deaths: tuple[type[BaseException], ...] = ()
    fragile = False

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The work is done when this returns."""
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:  # the future's to tell
            future.set_exception(error)
        return future

    def withdraw(self, future: Future[Any]) -> bool:  # noqa: ARG002
        """Everything is done already."""
        return False

    def renew(self) -> None:
        """Nothing to open."""

    def close(self, *, now: bool) -> None:
        """Nothing to close."""


class _Wrapped:
    """A pool around an executor of its own."""

    ahead = 2
    deaths: tuple[type[BaseException], ...] = (BrokenExecutor,)
    fragile = True

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.executor = self._open()

    def _open(self) -> Executor:
        raise NotImplementedError

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand in a piece of work."""
        return self.executor.submit(function, *args, **kwargs)


class Processes(_Wrapped):
    """A pool of processes that share nothing with this one: no lock and no open file."""

    def _open(self) -> Executor:
        method = "spawn" if sys.platform == "win32" else "forkserver"
        context = multiprocessing.get_context(method)
        if method == "forkserver":  # the workers begin with what they need read in
            context.set_forkserver_preload(["vanban.batch.work"])
        return ProcessPoolExecutor(self.workers, context, initializer=_begin)

    def withdraw(self, future: Future[Any]) -> bool:
        """Take back what no process has begun."""
        return future.cancel()

    def renew(self) -> None:
        """A broken pool never works again: open another."""
        self.close(now=True)
        self.executor = self._open()

    def close(self, *, now: bool) -> None:
        """Let the workers go; `now` ends those that are still at work."""
        processes = list((getattr(self.executor, "_processes", None) or {}).values())
        self.executor.shutdown(wait=not now, cancel_futures=True)
        for process in processes if now else ():
            process.kill()


def _begin() -> None:
    """A worker's first steps: Ctrl-C is the parent's business, and without it there is no work.

    Why the thread: a pool's worker whose parent was killed would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Cluster(_Wrapped):
    """The workers of a Dask cluster; they see the folder of the run under the same path."""

    fragile = False

    def __init__(self, address: str) -> None:
        """VanbanError when `distributed` is missing or nobody answers at the address."""
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            raise VanbanError(
                _("Chưa cài thư viện cho --scheduler"), "pip install 'vanban[cluster]'"
            ) from error
        try:
            self._client: Any = Client(address, timeout=10)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError) as error:
            raise VanbanError(
                _("Không nối được với cụm {address}: {why}", address=address, why=error),
                _("Kiểm tra địa chỉ của dask scheduler, ví dụ tcp://may-chu:8786."),
            ) from error
        self.deaths = (KilledWorker,)
        super().__init__(max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1))

    def _open(self) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def withdraw(self, future: Future[Any]) -> bool:  # noqa: ARG002
        """Who knows: a task that is called off may be half done, and is done to its end."""
        return False

    def renew(self) -> None:
        """The scheduler finds other workers by itself."""

    def close(self, *, now: bool) -> None:
        """Leave the cluster as it is."""
        self.executor.shutdown(wait=not now)
        self._client.close()


def processes(count: int | None, schools: int) -> Pool:
    """A pool of so many processes, else one a core; for a few schools this process is quicker."""
    if count is None:
        count = 1 if schools <= FEW else _cores()
    return Here() if count == 1 else Processes(min(count, 61))  # Windows waits for no more


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
