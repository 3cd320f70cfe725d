"""All clockwork on one page: what runs by itself, and when. Times are UTC; jobs that mind ask the clock."""

from typing import Any

from procrastinate import JobContext
from procrastinate.contrib.django import app

from krets.db.later import later
from krets.records.keeping import keeps


def every(cron: str, name: str, **arguments: Any) -> None:
    """Queue the job `name` when `cron` says so, unless the last one still waits."""
    once = ":".join(["clock", name, *map(str, arguments.values())])

    def tick(timestamp: int) -> None:
        later(name, once=once, **arguments)

    app.periodic(cron=cron, periodic_id=once)(app.task(name=once)(tick))


async def rescue(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died to those that live: its heart has not beaten for half a minute."""
    jobs = context.app.job_manager
    for stalled in await jobs.get_stalled_jobs():
        await jobs.retry_job(stalled)


app.periodic(cron="* * * * *", periodic_id="rescue")(
    app.task(name="clock:rescue", queueing_lock="clock:rescue", pass_context=True)(rescue)
)

every("* * * * *", "mail.sweep")
every("* * * * *", "records.seal")
every("20 2 * * *", "mail.tidy")
for kind, keep in keeps().items():
    if keep.by:
        every("30 2 * * *", "records.carry_out", kind=kind)
every("5 0 * * *", "networks.settle_mandates")  # what ended yesterday, what begins today
every("15 4 * * *", "networks.announce_endings")
every("10 3 * * *", "networks.notice_quiet")
every("* * * * *", "asks.next_wave")
every("40 3 * * *", "cases.ask_reviews")
every("50 3 * * *", "cases.ask_awards")
every("10 4 * * *", "networks.reconfirm")  # letters once a year, after a month, and when somebody rests
every("1 * * * *", "cases.give_replies")  # from seven on: what unnamed writers replied before today
every("2 * * * *", "activity.digest", period="daily")  # writes at seven, or as soon after as it can
every("4 * * * *", "activity.digest", period="weekly")
every("*/10 * * * *", "home.entries_wait")  # at most one letter a day
every("6 * * * *", "home.week")  # writes on Monday mornings
