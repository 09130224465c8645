"""`manage.py work`: carries out queued runs, takes back those whose worker fell silent, seals the audit log."""

import logging
import threading
from types import FrameType

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from optimizer.runs.attending import shutting_down
from optimizer.runs.reaping import reap_runs
from partners.sealing import seal_until

logger = logging.getLogger(__name__)

REAP_SECONDS = 10.0


class GracefulWorker(Worker):
    """A queue worker that, asked to stop, puts the run it is solving back into the queue."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop soon. Further signals change nothing: they would cut short the putting back of the run."""
        if not shutting_down.is_set():
            shutting_down.set()
            super().shutdown(signum, frame)


def reap_until(stopped: threading.Event) -> None:
    """Reap every REAP_SECONDS, in a thread beside the worker, until `stopped`."""
    while True:
        close_old_connections()
        try:
            for run in reap_runs():
                logger.warning("Run %s had no worker any more", run.pk)
        except Exception:
            logger.exception("Reaping failed; it is tried again in %s seconds", REAP_SECONDS)
        if stopped.wait(REAP_SECONDS):
            connection.close()
            return


class Command(BaseCommand):
    help = "Carry out queued runs until stopped. The first SIGTERM puts the current run back into the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="end when the queue is empty")

    def handle(self, *args: object, **options: object) -> None:
        worker = GracefulWorker(
            queue_names=["*"],
            interval=0.5,
            batch=bool(options["until_empty"]),
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        stopped = threading.Event()
        beside = [
            threading.Thread(target=task, args=(stopped,), daemon=True) for task in (reap_until, seal_until)
        ]
        for thread in beside:
            thread.start()
        try:
            worker.run()
        finally:
            stopped.set()
            for thread in beside:
                thread.join(timeout=5)
