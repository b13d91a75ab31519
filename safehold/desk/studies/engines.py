"""Where sessions are processed: in processes of this machine, or by workers of a Dask cluster.

Both are joblib's; what is done is the same, so the bytes are.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from joblib.externals.loky.process_executor import TerminatedWorkerError

from safehold.core.errors import ConfigError
from safehold.core.messages import Message
from safehold.desk.studies.found import FoundFolder, Frozen
from safehold.desk.studies.one import Outcome

Work = Callable[[FoundFolder, Path, Frozen], Outcome]
CONNECT_S = 30


class WorkersEndedError(Exception):
    """Processes ended over one of the sessions that are left."""


def in_processes(
    todo: Sequence[FoundFolder], out: Path, frozen: Frozen, jobs: int, work: Work
) -> Iterator[Outcome]:
    """Yield what becomes of sessions, each as it is done, in so many processes of this machine.

    Raises
    ------
    WorkersEndedError
        When one of them ended.
    """
    try:
        with parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
            parallel = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch=jobs)
            yield from parallel(delayed(work)(found, out, frozen) for found in todo)
    except TerminatedWorkerError as error:
        raise WorkersEndedError from error
    finally:  # joblib would keep the processes for what may come
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def on_cluster(
    todo: Sequence[FoundFolder], out: Path, frozen: Frozen, scheduler: str, work: Work
) -> Iterator[Outcome]:
    """Yield what becomes of sessions, each as it is done by some worker of a running scheduler.

    The workers see the study and the output under the same paths. A session whose worker ended
    is given to another one.

    Raises
    ------
    ConfigError
        When Dask is not installed, or no scheduler answers.
    WorkersEndedError
        When several workers ended over the same session.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise ConfigError(
            Message("Dask is not installed."),
            remedy=Message("Install it: pip install 'safehold[cluster]'"),
        ) from error
    try:
        _knock(scheduler)
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigError(
            Message("No Dask scheduler answers at {scheduler}.", scheduler=scheduler),
            remedy=Message("Give the address that 'dask scheduler' prints: tcp://host:8786"),
        ) from error
    placed = [replace(found, path=found.path.absolute()) for found in todo]
    try:
        with parallel_config(backend="dask", client=client, wait_for_workers_timeout=CONNECT_S):
            parallel = Parallel(return_as="generator_unordered", batch_size=1)
            where = out.absolute()
            yield from parallel(delayed(work)(found, where, frozen) for found in placed)
    except KilledWorker as error:
        raise WorkersEndedError from error
    finally:
        client.close()


def _knock(scheduler: str) -> None:
    """Find out whether anything listens there: Dask's own client leaves a thread behind if not."""
    place = urlsplit(scheduler)
    if place.hostname and place.port:
        socket.create_connection((place.hostname, place.port), CONNECT_S).close()
