"""Shards come in and are read by tasks on the machines of a Ray cluster, which share the folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from importlib import import_module
from pathlib import Path
from typing import Any

from sitrep.engine.engine import Finished, Work, cores, in_order, limits
from sitrep.engine.output import is_whole
from sitrep.engine.reading import Ending, Order, read_shard
from sitrep.engine.shard import Shard
from sitrep.engine.task import Task
from sitrep.engine.worker import Answer
from sitrep.errors import MissingExtra, ResourceError

__all__ = ["RayEngine", "require_ray"]

_SPARE = 10  # deaths of a task beyond those that its reports can bring about


class RayEngine:
    """Reads in tasks of Ray Core, one core each: ``jobs`` at a time, or as many as the cluster has cores.

    The cluster is the one that the program is connected to, or ``RAY_ADDRESS`` names; else one is started
    on this machine. Its machines must see the folder under one path, and have the same sitrep.
    """

    def __init__(self, task: Task, folder: Path, *, jobs: int | None = None) -> None:
        self._ray = require_ray()
        self._work = Work.of(task, folder)
        self._jobs = jobs

    def run(self, shards: Iterable[Shard]) -> Iterator[Finished]:
        """Each of ``shards`` in its order."""
        jobs = self._connected()
        for shard, ending in in_order(shards, self._submit, jobs=jobs):
            yield self._work.finished(shard, ending)

    def _connected(self) -> int:
        """How many tasks to have at work, once there is a cluster."""
        if not self._ray.is_initialized():
            own = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": self._jobs or cores()}
            try:
                self._ray.init(**own, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
            except ConnectionError as fault:
                raise ResourceError(f"{fault} (does it want a token? then set RAY_AUTH_MODE=token)") from None
        return self._jobs or max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _submit(self, shard: Shard) -> Future[Ending]:
        order = self._work.order(shard)
        if is_whole(Path(order.out)):
            return _done()
        # Each report can end two tasks; Ray starts another, which takes up what the last one left.
        retries = 2 * len(shard.names) + _SPARE
        remote = self._ray.remote(_read).options(num_cpus=1, max_retries=retries)
        answered: Future[Answer] = remote.remote(order, self._work.task).future()
        return _then_result(answered, self._ray.exceptions.RayError)


def require_ray() -> Any:
    """Ray; :class:`MissingExtra` where it is not installed."""
    try:
        return import_module("ray")
    except ImportError:
        raise MissingExtra("the engine ray needs Ray: pip install 'sitrep[cluster]'") from None


def _read(order: Order, task: Task) -> Answer:
    """Run on a machine of the cluster."""
    os.environ.update(limits(cores()))
    return Answer.to(lambda: _read_prepared(order, task))


def _read_prepared(order: Order, task: Task) -> Ending:
    task.prepare()
    return read_shard(order, task)


def _done() -> Future[Ending]:
    future: Future[Ending] = Future()
    future.set_result("done")
    return future


def _then_result(answered: Future[Answer], of_ray: type[Exception]) -> Future[Ending]:
    """What an answer comes to, once it is there; what befalls Ray itself, ``of_ray``, is told in words."""
    future: Future[Ending] = Future()

    def settle(done: Future[Answer]) -> None:
        try:
            future.set_result(done.result().result())
        except of_ray as fault:
            future.set_exception(ResourceError(f"the Ray cluster failed: {fault}"))
        except BaseException as fault:
            future.set_exception(fault)

    answered.add_done_callback(settle)
    return future
