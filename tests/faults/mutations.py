"""The mistakes that the design forbids, each made on purpose in the harness: the simulation must notice every one.

None of them is in the product, nor can the product be told to make them.
"""

import asyncio
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from bot.orders_api.worker import SubmissionWorker
from bot.telegram.delivery import Delivery
from bot.telegram.polling import Poller
from conversations import machine, taps, transitions
from conversations.buttons import decode
from conversations.events import Pressed
from conversations.outcomes import Ambiguous, NotSent
from conversations.submission import State, Transition
from conversations.transitions import Patience
from storage import outbox, submissions
from storage.database import StorageError, Work
from tests.faults.simulation_checks import Findings
from tests.faults.simulation_database import SimulatedDatabase, _settle
from tests.faults.simulation_desk import Parts
from tests.faults.simulation_world import simulated

A_WORLD = 40
MOST_WORLDS = 12
LETHAL = 0.003
LEAST_FOUND = 0.99


@dataclass(frozen=True)
class Mutation:
    """`patched` makes the mistake while its context lasts; `parts` makes it by what the bot is made of."""

    name: str
    parts: Parts = field(default_factory=Parts)
    patched: Callable[[], AbstractContextManager[None]] = nullcontext


class Caught(NamedTuple):
    """`by` names the checks that noticed in the first world where one did; none did in so many submissions."""

    by: tuple[str, ...]
    what: str
    submissions: int


def tried(mutation: Mutation, seed: str = "mutation", checks: AbstractSet[str] = frozenset()) -> Caught:
    """Plays world after world under a mutation until one check fails; one of `checks` where they are named."""
    played = Findings()
    for number in range(MOST_WORLDS):
        with mutation.patched():
            found, _ = simulated(f"{seed}:{number}", A_WORLD, mutation.parts, lethal=LETHAL)
        played.add(found)
        if found.broken and (not checks or checks & {what.partition(":")[0] for what in found.broken}):
            by = tuple(dict.fromkeys(what.partition(":")[0] for what in found.broken))
            return Caught(by, found.broken[0], played.counts["submissions"])
    in_time = played.counts["in doubt"] - played.counts["in doubt, late"]
    by_itself = played.counts["found"] - played.counts["found, late"]
    if by_itself + 1 < LEAST_FOUND * in_time:  # of so few, one is more than a hundredth
        return Caught(("found",), f"{by_itself} of {in_time} found without a person", played.counts["submissions"])
    return Caught((), "", played.counts["submissions"])


@contextmanager
def _in_place_of(module: Any, name: str, other: Callable[[Any], Any]) -> Iterator[None]:
    """While it lasts, `module.name` is what `other` makes of it."""
    real = getattr(module, name)
    setattr(module, name, other(real))
    try:
        yield
    finally:
        setattr(module, name, real)


# --- what becomes of an order


def _naive_retry() -> AbstractContextManager[None]:
    """An uncertain POST counts as one that wasn't sent."""

    def naive(real: Any) -> Any:
        def after_post(it: Any, outcome: Any, *rest: Any) -> Any:
            return real(it, NotSent("naive") if isinstance(outcome, Ambiguous) else outcome, *rest)

        return after_post

    return _in_place_of(transitions, "after_post", naive)


def _sent_again_at_start() -> AbstractContextManager[None]:
    """What was on its way when the process died is queued again."""

    def naive(real: Any) -> Any:
        del real

        def found_sending_at_start(it: Any, now: Any) -> Any:
            if it.state is not State.SENDING:
                return None
            return replace(it, state=State.QUEUED, step=it.step + 1, next=now, deadline=None), None

        return found_sending_at_start

    return _in_place_of(transitions, "found_sending_at_start", naive)


class PostsBeforeItStores(SubmissionWorker):
    """Sends the order, and says only then that it does."""

    async def _post(self, id_: str, transition: Transition) -> None:
        async with self._posts:
            await self._api.turn_to_create()
            self._posting.add(id_)
            try:
                stored = await self._until_stored(lambda db: submissions.get(db, id_))
                if stored is None or transition(stored) is None:
                    self._api.give_turn_back()
                    return
                outcome = await self._api.create_order(stored.request)
                begun = await self._commit(id_, transition)
                if begun is not None:
                    await self._learn(begun, outcome, self._after_post)
            finally:
                self._posting.discard(id_)


# --- what becomes of a message


class ConfirmsBeforeItStores(Poller):
    """The next poll confirms the updates while they are still being stored."""

    async def _take(self, updates: list[Any]) -> None:
        if updates:
            self._offset = max(update["update_id"] for update in updates) + 1
            self._storing = asyncio.ensure_future(self._store(updates))

    async def _store(self, updates: list[Any]) -> None:
        try:
            await super()._take(updates)
        except StorageError:
            return


class StoresBeforeItSends(Delivery):
    """A message counts as delivered before it is sent."""

    async def _send(self, row: outbox.Row) -> None:
        await self._stored(lambda db: outbox.delivered(db, row.seq))
        await super()._send(row)


# --- transactions


class AwaitsInTransactions(SimulatedDatabase):
    """Each transaction is open for a while before its work is done: what others do meanwhile becomes a part of it."""

    def _now(self, loop: asyncio.AbstractEventLoop, work: Work[Any], future: "asyncio.Future[Any]") -> None:
        if self.dead:
            future.cancel()
        if future.done():
            return
        if self._db.conn.in_transaction:
            self._slips_in(loop, work, future)
        else:
            self._db.conn.execute("BEGIN IMMEDIATE")
            loop.call_later(self._jitter(), self._goes_on, loop, work, future)

    def _goes_on(self, loop: asyncio.AbstractEventLoop, work: Work[Any], future: "asyncio.Future[Any]") -> None:
        if self.dead:
            future.cancel()
            return
        try:
            result = self._worked(work)
        except Exception as error:  # noqa: BLE001  # it is whoever awaits it who handles it
            self._db.conn.execute("ROLLBACK")
            loop.call_later(self._jitter(), _settle, future, None, error)
        else:
            self._db.conn.execute("COMMIT")
            loop.call_later(self._jitter(), _settle, future, result, None)
            self._committed()

    def _slips_in(self, loop: asyncio.AbstractEventLoop, work: Work[Any], future: "asyncio.Future[Any]") -> None:
        try:
            result = self._nested(work)
        except Exception as error:  # noqa: BLE001  # it is whoever awaits it who handles it
            loop.call_later(self._jitter(), _settle, future, None, error)
        else:
            loop.call_later(self._jitter(), _settle, future, result, None)
            self._committed()

    def _nested(self, work: Work[Any]) -> Any:
        self._db.conn.execute("SAVEPOINT within")
        try:
            result = self._worked(work)
        except BaseException:
            self._db.conn.execute("ROLLBACK TO within")
            self._db.conn.execute("RELEASE within")
            raise
        self._db.conn.execute("RELEASE within")
        return result

    def _worked(self, work: Work[Any]) -> Any:
        return (self._without_room(work) if self._full() else work)(self._db)

    def call(self, work: Work[Any]) -> Any:
        if self.dead:
            raise asyncio.CancelledError
        return self._nested(work) if self._db.conn.in_transaction else self._transact(work)


# --- what a tap on *Create order* confirms


def _any_revision() -> AbstractContextManager[None]:
    """The tap counts whatever has become of the order since the card was shown."""

    def careless(real: Any) -> Any:
        def on_card(draft: Any, tap: Any, context: Any) -> Any:
            submits = tap.action in ("create", "create_anyway")
            return real(draft, replace(tap, revision=draft.revision) if submits else tap, context)

        return on_card

    return _in_place_of(taps, "_on_card", careless)


def _whatever_is_on_the_table() -> AbstractContextManager[None]:
    """The tap confirms the draft that lies on the table, not the one whose card it is on."""

    def careless(real: Any) -> Any:
        def tapped(session: Any, event: Pressed, context: Any) -> Any:
            tap, table = decode(event.data), session.on_table
            if tap and tap.action in ("create", "create_anyway") and table:
                event = replace(event, data=f"{table.id}:{table.revision}:{tap.action}:{tap.arg}")
            return real(session, event, context)

        return tapped

    return _in_place_of(machine, "tapped", careless)


MUTATIONS = (
    Mutation("naive retry after an uncertain POST", patched=_naive_retry),
    Mutation("what was on its way at a kill is sent again", patched=_sent_again_at_start),
    Mutation("no quiet period", Parts(patience=Patience(quiet_seconds=0))),
    Mutation("updates are confirmed before they are stored", Parts(poller=ConfirmsBeforeItStores)),
    Mutation("an await inside a transaction", Parts(database=AwaitsInTransactions)),
    Mutation("*Create order* counts at any revision", patched=_any_revision),
    Mutation("*Create order* confirms whatever is on the table", patched=_whatever_is_on_the_table),
    Mutation("the POST is sent first and stored after", Parts(worker=PostsBeforeItStores)),
    Mutation("a reply counts as delivered before it is sent", Parts(delivery=StoresBeforeItSends)),
)
UNCHANGED = Mutation("none")
