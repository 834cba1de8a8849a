"""What must hold once everything has come to rest, and what is counted."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlite_utils

from conversations.context import Catalogue
from conversations.order import Draft, OrderRequest
from conversations.order import State as DraftState
from conversations.questions import Review
from conversations.submission import State, Submission
from storage import drafts, submissions
from storage.codec import load_draft
from storage.outbox import _MESSAGE
from tests.faults.simulation_shop import Order, Post, Shop
from tests.faults.simulation_telegram import Telegram, TelegramChat

EARLIER = ("OrderSending", "OrderNotFound")
RESTING = {State.CREATED, State.REJECTED, State.WITHDRAWN, State.ASK, State.CLOSED}
# Where a draft may be when its latest submission is at rest.
AGREES = {
    State.CREATED: {DraftState.CREATED},
    State.REJECTED: {DraftState.OPEN, DraftState.DISCARDED},
    State.WITHDRAWN: {DraftState.OPEN, DraftState.DISCARDED},
    State.ASK: {DraftState.ASK},
    State.CLOSED: {DraftState.CLOSED},
}


@dataclass
class Findings:
    """`broken` has a sentence for each promise that wasn't kept, beginning with its check's name and a colon."""

    broken: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Findings") -> None:
        self.broken += other.broken
        self.counts += other.counts


@dataclass
class Rest:
    """The world when nothing moves any more."""

    tables: sqlite_utils.Database
    telegram: Telegram
    shop: Shop
    catalogue: Catalogue
    quiet_seconds: float
    jumps: list[float]
    """When the bot's clock was set to another time."""
    started: list[float]
    came: dict[int, float]
    """When each event of the inbox was stored."""


def unsettled(tables: sqlite_utils.Database, telegram: Telegram) -> list[str]:
    """What still moves."""
    ask = tables.conn.execute
    moving = [f"inbox {seq}" for (seq,) in ask("SELECT seq FROM inbox WHERE state = 'new'")]
    moving += [f"outbox {seq}" for (seq,) in ask("SELECT seq FROM outbox WHERE state IN ('new', 'unreachable')")]
    resting = ", ".join(f"'{state}'" for state in RESTING)
    moving += [
        f"submission {id_} is {state}"
        for id_, state in ask(f"SELECT id, state FROM submissions WHERE state NOT IN ({resting})")  # noqa: S608  # constants
    ]
    moving += [f"update {update['update_id']} isn't confirmed" for update in telegram.pending]
    return moving


def checked(rest: Rest) -> Findings:
    found = Findings()
    for name, check in CHECKS.items():
        found.broken += [f"{name}: {what}" for what in check(rest)]
    found.counts = counted(rest)
    return found


# --- the checks, each with the sentences for what it found


def updates(rest: Rest) -> Iterator[str]:
    """Each was taken in and handled, once and whole."""
    stored = dict(rest.tables.conn.execute("SELECT id, state FROM inbox WHERE source = 'telegram'").fetchall())
    for update in rest.telegram.updates:
        state = stored.get(str(update["update_id"]))
        if state != "done":
            yield f"update {update['update_id']} is {state or 'lost'}"
    for source, id_ in rest.tables.conn.execute("SELECT source, id FROM inbox WHERE state = 'dead'"):
        yield f"{source} {id_} is dead"


def answers(rest: Rest) -> Iterator[str]:
    """Whatever the bot meant to say was said, and each card shows what it was meant to show last."""
    for chat in rest.telegram.chats.values():
        if chat.asked_at:
            yield f"{len(chat.asked_at)} updates of chat {chat.id} aren't answered"
    last: dict[tuple[int, str], str] = {}
    rows = rest.tables.conn.execute("SELECT seq, chat, slot, body, state FROM outbox ORDER BY seq").fetchall()
    for seq, number, slot, body, state in rows:
        chat, text = rest.telegram.chats[number], _MESSAGE.validate_json(body).shown.text
        if state != "done":
            yield f"message {seq} is {state}"
        if text not in chat.shown:
            yield f"message {seq} to chat {number} was never there: {text[:60]!r}"
        if slot:
            last[number, slot] = text
    for (number, draft), text in last.items():
        card = rest.telegram.chats[number].messages.get(drafts.card(rest.tables, draft) or 0)
        if card is None or card.text != text:
            yield f"the card of draft {draft} shows {card and card.text[-60:]!r} in place of {text[-60:]!r}"


def confirmed(rest: Rest) -> Iterator[str]:
    """Each order that was confirmed is on its way or at its end; none is that wasn't confirmed as it is."""
    for draft, chat in _drafts(rest):
        tap = f"{draft.id}:{draft.revision}:create:"
        if draft.state is DraftState.OPEN and isinstance(draft.question, Review) and tap in _chat(rest, chat).creates:
            yield f"the tap on {tap} had no effect"
    for submission in _submissions(rest):
        chat = _chat(rest, submission.chat)
        taps = [data for data in chat.creates if data.startswith(f"{submission.draft}:")]
        shown = [text for data in taps for text in chat.cards.get(data, ())]
        if not any(_shows(text, submission.request, rest.catalogue) for text in shown):
            yield f"submission {submission.id} isn't what anybody confirmed ({taps})"


def ends(rest: Rest) -> Iterator[str]:
    """The shop, the submission and the draft agree on what has become of each order."""
    tables = rest.tables
    states = {draft.id: draft for draft, _ in _drafts(rest)}
    known = {submission.request.tag for submission in _submissions(rest)}
    yield from (f"order {order.number} of nobody" for order in rest.shop.orders if order.tag not in known)
    for submission in _submissions(rest):
        orders = rest.shop.of_tag(submission.request.tag)
        at = f"submission {submission.id} is {submission.state}"
        if submission.state in (State.REJECTED, State.WITHDRAWN) and orders:
            yield f"{at}, but its order was created"
        if submission.state is State.CREATED and not orders and not submission.by_hand:
            yield f"{at}, but there is no order"
        number = "" if submission.by_hand else submission.result.number
        if submission.state is State.CREATED and number and number not in {order.number for order in orders}:
            yield f"{at} with another order's number"
        latest = submissions.of_draft(tables, submission.draft)
        if latest is not None and latest.id == submission.id:
            draft = states[submission.draft]
            if draft.state not in AGREES.get(submission.state, set()):
                yield f"{at}, but its draft is {draft.state}"


def orders_once(rest: Rest) -> Iterator[str]:
    """No draft has two orders, but where a person sent it again, or its POST came in after the quiet period."""
    for draft, why in duplicates(rest).items():
        if why == "automatic":
            yield f"draft {draft} was created twice by itself"


def quiet(rest: Rest) -> Iterator[str]:
    """Nobody is told that an order wasn't found before the quiet period is over."""
    told = _told(rest)
    for submission in _submissions(rest):
        posts = [post for post in rest.shop.posts if post.tag == submission.request.tag]
        for event, at, can_check in told.get(submission.id, ()):
            before = [post for post in posts if post.ended is not None and post.ended <= at]
            # A refusal of what may have been created before is a person's to judge, at once.
            if event != "OrderNotFound" or not can_check or not before or before[-1].fate.status in (400, 422):
                continue
            since = before[-1].ended or 0.0
            # Only a clock that is set forward while no bot runs ends the wait early: nothing is sent for it.
            unseen = any(since <= jump <= at for jump in rest.jumps) and any(
                since <= start <= at for start in rest.started
            )
            if at < since + rest.quiet_seconds - 1 and not unseen:
                yield f"submission {submission.id} was given up {at - since:.0f} s after its POST"


CHECKS = {
    "updates": updates,
    "answers": answers,
    "confirmed": confirmed,
    "ends": ends,
    "orders once": orders_once,
    "quiet": quiet,
}


# --- what is counted


def counted(rest: Rest) -> Counter[str]:
    shop, counts, told = rest.shop, Counter[str](), _told(rest)
    for submission in _submissions(rest):
        counts["submissions"] += 1
        counts[f"ended {submission.state}"] += 1
        counts["uncertain"] += submission.unsure_since is not None
        doubted = [order for order in shop.of_tag(submission.request.tag) if _in_doubt(order, told[submission.id])]
        if not doubted:
            continue
        first = doubted[0]
        late = _late(first, rest.quiet_seconds)
        asked = any(event == "OrderNotFound" and at > first.post.sent for event, at, _ in told[submission.id])
        found = submission.state is State.CREATED and not submission.by_hand and not asked
        counts["in doubt"] += 1
        counts["in doubt, late"] += late
        counts["found"] += found
        counts["found, late"] += found and late
    counts["updates"] = len(rest.telegram.updates)
    counts["posts"] = len(shop.posts)
    counts["orders"] = len(shop.orders)
    counts["late posts"] = sum(_post_late(post, rest.quiet_seconds) for post in shop.posts if post.fate.creates)
    for post in shop.posts:
        counts[f"fate {post.fate.name}"] += 1
    for why in duplicates(rest).values():
        counts[f"duplicates, {why}"] += 1
    for update in rest.telegram.updates:
        action = update.get("callback_query", {}).get("data", "").split(":")
        if len(action) == 4 and action[2] in ("send_again", "keep_checking", "give_up", "seen", "retry"):
            counts[f"taps on {action[2]}"] += 1
    return counts


def duplicates(rest: Rest) -> dict[str, str]:
    """Drafts with more than one order, and why: "sent again", "late" or "automatic"."""
    of_draft: defaultdict[str, list[Order]] = defaultdict(list)
    draft_of = {submission.request.tag: submission.draft for submission in _submissions(rest)}
    for order in rest.shop.orders:
        of_draft[draft_of.get(order.tag, order.tag)].append(order)
    again = {
        data.split(":")[0]
        for update in rest.telegram.updates
        if ":send_again:" in (data := update.get("callback_query", {}).get("data", ""))
    }
    found = {}
    for draft, orders in of_draft.items():
        if len(orders) > 1:
            late = any(_post_late(order.post, rest.quiet_seconds) for order in orders)
            found[draft] = "sent again" if draft in again else "late" if late else "automatic"
    return found


def _post_late(post: Post, quiet_seconds: float) -> bool:
    return post.arrived is not None and post.ended is not None and post.arrived > post.ended + quiet_seconds


def _late(order: Order, quiet_seconds: float) -> bool:
    post = order.post
    return post.ended is not None and order.listed > post.ended + quiet_seconds


def _told(rest: Rest) -> "defaultdict[str, list[tuple[str, float, bool]]]":
    """What each submission told the conversation: the event, when, and whether checking is offered."""
    told: defaultdict[str, list[tuple[str, float, bool]]] = defaultdict(list)
    for seq, id_, body in rest.tables.conn.execute(
        "SELECT seq, id, body FROM inbox WHERE source = 'orders_api' ORDER BY seq"
    ):
        event = json.loads(body)
        told[id_.rpartition(":")[0]].append((event["type"], rest.came[seq], event.get("can_check", False)))
    return told


def _in_doubt(order: Order, told: list[tuple[str, float, bool]]) -> bool:
    """Whether nobody knew after its POST that the order was created."""
    first = next((event for event, at, _ in told if at > order.post.sent and event not in EARLIER), "")
    return first == "OrderUncertain"


def _submissions(rest: Rest) -> list[Submission]:
    return submissions._read(rest.tables, "ORDER BY rowid")


def _drafts(rest: Rest) -> list[tuple[Draft, int]]:
    rows = rest.tables.conn.execute("SELECT body, chat FROM drafts").fetchall()
    return [(load_draft(body), chat) for body, chat in rows]


def _chat(rest: Rest, chat: int) -> TelegramChat:
    return rest.telegram.chats[chat]


def _shows(text: str, request: OrderRequest, catalogue: Catalogue) -> bool:
    """Whether a card with this text shows just this order."""
    lines = []
    for (variant_id, quantity), variant in zip(
        request.items, catalogue.variants(tuple(variant for variant, _ in request.items)), strict=True
    ):
        assert variant is not None, variant_id
        lines.append(f"{variant.label}\n     {quantity} ×")
    phone = re.sub(r"\D", "", request.phone.e164)
    return (
        all(line in text for line in lines)
        and text.count(" × ") == len(lines)
        and f"for {request.name.full}" in text
        and phone in re.sub(r"[^\d\n]", "", text)
        and request.address.street in text
    )
