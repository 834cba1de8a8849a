"""Takes submissions to the shop. What may happen next is decided in `conversations.transitions`; here it is done."""

import asyncio
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import sqlite_utils
import structlog

from bot.orders_api.client import OrdersApi
from bot.orders_api.doubts import Doubts
from conversations import transitions
from conversations.outcomes import (
    Ambiguous,
    CannotLook,
    Created,
    CreatedUnread,
    Found,
    NotFound,
    NotSent,
    Outcome,
    Rejected,
    Scan,
)
from conversations.submission import State, Step, Submission, Transition
from conversations.transitions import Patience
from storage import submissions
from storage.database import Database, StorageBrokenError, StorageError

POSTS_AT_ONCE = 20
SCANS_AT_ONCE = 5
# The clock may jump, so the next due time is looked at again at least so often.
LONGEST_WAIT_SECONDS = 60.0
PAUSE_AFTER_ERROR_SECONDS = 30.0
SET_BACK = timedelta(seconds=1)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)

T = TypeVar("T")
Seen = TypeVar("Seen", Outcome, Scan)

log = structlog.get_logger(__name__)


class SubmissionWorker:
    """Works on every due submission, side by side.

    `clock` gives aware UTC times, `steady` seconds that nobody sets.
    `notify` is called with the chat whenever an event of it was put into the inbox.
    """

    def __init__(
        self,
        db: Database,
        api: OrdersApi,
        *,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        patience: Patience,
        notify: Callable[[int], None],
    ) -> None:
        self._db = db
        self._api = api
        self._clock = clock
        self._doubts = Doubts(clock, steady)
        self._patience = patience
        self._notify = notify
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._working: dict[str, asyncio.Task[None]] = {}
        self._posting: set[str] = set()
        self._posts = asyncio.Semaphore(POSTS_AT_ONCE)
        self._scans = asyncio.Semaphore(SCANS_AT_ONCE)

    async def run(self) -> None:
        """Works until `stop` or until it is cancelled; a POST that is cut by that is uncertain at the next start.

        Raises StorageBrokenError in an exception group.
        """
        looked = self._clock()
        async with asyncio.TaskGroup() as tasks:
            await self._take_over()
            while not self._stopping.is_set():
                self._wake.clear()
                # Once the clock was set back everything is looked at: else it would wait for the clock to catch up.
                looked, before = self._clock(), looked
                until = looked if looked >= before - SET_BACK else END_OF_TIME
                for submission in await self._until_stored(partial(submissions.due, now=until)):
                    if submission.id not in self._working:
                        self._working[submission.id] = tasks.create_task(self._guarded(submission))
                await self._sleep()
            for id_, task in self._working.items():
                if id_ not in self._posting:
                    task.cancel()

    def wake(self) -> None:
        """Looks for due submissions now: one was added, or a person moved one."""
        self._wake.set()

    def stop(self) -> None:
        """Begins nothing more; `run` returns when the POSTs under way have their outcomes."""
        self._stopping.set()
        self._wake.set()

    async def _take_over(self) -> None:
        for lost in await self._until_stored(submissions.sending):
            log.warning("post_was_cut", submission=lost.id, attempt=lost.attempt)
            await self._commit(lost.id, lambda s: transitions.found_sending_at_start(s, self._clock()))

    async def _sleep(self) -> None:
        due = await self._until_stored(lambda db: submissions.next_due(db, besides=self._working))
        seconds = LONGEST_WAIT_SECONDS if due is None else due - self._clock().timestamp()
        try:
            async with asyncio.timeout(min(max(seconds, 0), LONGEST_WAIT_SECONDS)):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _guarded(self, submission: Submission) -> None:
        """Whatever happens to one submission, the others go on; what is stored of it is safe to go on from."""
        try:
            await self._work(submission)
        except StorageBrokenError:
            raise
        except Exception as error:  # noqa: BLE001  # the last resort of a worker that must not end; it is logged
            _log_failure("submission_failed", submission, error)
            await self._pause()
        finally:
            del self._working[submission.id]
            self._wake.set()

    async def _work(self, submission: Submission) -> None:
        match submission.state:
            case State.QUEUED | State.PAUSED if not submission.in_doubt:
                await self._post(submission.id, lambda s: transitions.begin(s, self._clock(), self._patience))
            case State.SENDING:  # past its deadline, and nobody here is waiting for it
                await self._commit(submission.id, lambda s: transitions.found_sending_at_start(s, self._clock()))
            case _:
                await self._look(submission)

    async def _post(self, id_: str, transition: Transition) -> None:
        """Sends the order once, if `transition` leads to SENDING when it's this order's turn."""
        async with self._posts:
            await self._api.turn_to_create()
            self._posting.add(id_)
            try:
                begun = await self._commit(id_, transition)
                if begun is None or begun.state is not State.SENDING:
                    self._api.give_turn_back()
                    return
                outcome = await self._api.create_order(begun.request)
                _log_outcome(begun, outcome)
                await self._learn(begun, outcome, self._after_post)
            finally:
                self._posting.discard(id_)

    def _after_post(self, stored: Submission, begun: Submission, outcome: Outcome) -> Step | None:
        if stored.attempt != begun.attempt:
            return None
        return transitions.after_post(stored, outcome, self._clock(), self._patience)

    async def _learn(
        self, of: Submission, seen: Seen, step: Callable[[Submission, Submission, Seen], Step | None]
    ) -> None:
        """Commits what was seen of a submission; where its words can't be stored, that it happened all the same."""
        try:
            await self._commit(of.id, lambda stored: step(stored, of, seen))
        except StorageError:
            raise
        except Exception as error:
            bare = _bare(seen)
            if bare == seen:
                raise
            _log_failure("answer_not_stored", of, error)
            await self._commit(of.id, lambda stored: step(stored, of, bare))

    async def _look(self, submission: Submission) -> None:
        async with self._scans:
            began = self._doubts.time(submission)
            scan = await self._api.find_order(submission.request, submission.created)
        log.info("scan", submission=submission.id, state=submission.state.value, scan=type(scan).__name__)

        def after_scan(stored: Submission, looked_for: Submission, scan: Scan) -> Step | None:
            if stored.state is not looked_for.state:
                return None
            return transitions.after_scan(stored, scan, began, self._clock(), self._patience)

        if submission.state is State.QUEUED and isinstance(scan, NotFound | CannotLook):
            await self._post(submission.id, lambda stored: after_scan(stored, submission, scan))
        else:
            await self._learn(submission, scan, after_scan)

    async def _commit(self, id_: str, transition: Transition) -> Submission | None:
        changed = await self._until_stored(lambda db: submissions.change(db, id_, transition, self._clock()))
        if changed is None:
            return None
        submission, told = changed
        self._doubts.after_step(submission)
        if told:
            self._notify(submission.chat)
        return submission

    async def _until_stored(self, work: Callable[[sqlite_utils.Database], T]) -> T:
        """Runs a transaction until there is room for it: an outcome that isn't stored is known nowhere else."""
        while True:
            try:
                return await self._db.run(work)
            except StorageBrokenError:
                raise
            except StorageError as error:
                log.error("submissions_not_stored", error=str(error))  # noqa: TRY400  # its text says it all
                await self._pause()
                if self._stopping.is_set():
                    raise

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(PAUSE_AFTER_ERROR_SECONDS):
                await self._stopping.wait()
        except TimeoutError:
            return


def _bare(seen: Outcome | Scan) -> Any:
    """What was seen without the shop's words."""
    match seen:
        case Created():
            return CreatedUnread()
        case Rejected():
            return Rejected("-")
        case Found():
            return Found("", "")
        case _:
            return seen


def _log_failure(event: str, submission: Submission, error: Exception) -> None:
    # Neither the error's text nor its variables: they may hold what a person wrote.
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        event,
        submission=submission.id,
        state=submission.state.value,
        error=type(error).__name__,
        place=f"{place.filename}:{place.lineno}",
    )


def _log_outcome(submission: Submission, outcome: Outcome) -> None:
    reason = outcome.reason if isinstance(outcome, NotSent | Ambiguous) else ""
    log.info(
        "post", submission=submission.id, attempt=submission.attempt, outcome=type(outcome).__name__, reason=reason
    )
