"""After-work: a job's row commits with the fact that caused it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import close_old_connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from krets.db.identity import acting_as
from krets.db.readers import Reader


def later(name: str, *, at: datetime | None = None, once: str | None = None, **arguments: Any) -> None:
    """Queue the job `name`, such as "asks.suggest", inside the present transaction.

    `arguments` must be JSON. `at` is real time (the queue knows no shifted clock). With `once`, nothing is
    queued while a job with that key still waits.
    """
    job = app.configure_task(name, schedule_at=at, queueing_lock=once)
    if once is None:
        job.defer(**arguments)
        return
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        pass


def job(name: str, *, retry: int = 5) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a job. It runs in one transaction under the system identity of its own name.

    It may run again after a crash, so it must be idempotent.
    """

    def register(work: Callable[..., None]) -> Callable[..., None]:
        def run(**arguments: Any) -> None:
            close_old_connections()  # the worker lives for weeks; a database may have restarted since
            with acting_as(Reader.of_system(name)):
                work(**arguments)

        run.__name__ = work.__name__
        run.__doc__ = work.__doc__
        app.task(name=name, retry=retry)(run)
        return work

    return register
