"""What the worker's queue calls."""

from django_tasks import task


@task()
def execute_run(run_id: int) -> str:
    """Solve the run unless somebody else has it; returns the run's status afterwards."""
    from optimizer.runs.executing import execute

    return execute(run_id)
