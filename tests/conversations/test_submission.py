from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from conversations import transitions, verdicts
from conversations.events import (
    OrderCreated,
    OrderEvent,
    OrderNotFound,
    OrderPaused,
    OrderRejected,
    OrderSending,
    OrderUncertain,
)
from conversations.order import Address, Name, OrderRequest, Phone, Result
from conversations.outcomes import (
    Ambiguous,
    CannotLook,
    CouldNotLook,
    Created,
    CreatedUnread,
    Found,
    NotAllowed,
    NotFound,
    NotSent,
    Outcome,
    RateLimited,
    Rejected,
    Scan,
)
from conversations.submission import State, Step, Submission, submit
from conversations.transitions import Patience

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
PATIENCE = Patience()
REQUEST = OrderRequest("tg-1", (("v1", 2),), Phone("+6281234567890"), Name("Budi"), "-", Address())
CREATED = Created("id-1", "1001", Decimal(150000), "IDR")
FOUND = Found("id-1", "1001", Decimal(150000), "IDR")


def submitted() -> Submission:
    return submit("s1", "d1", 7, REQUEST, NOON)


def taken(step: Step | None) -> Submission:
    assert step is not None
    return step[0]


def told(step: Step | None) -> OrderEvent | None:
    assert step is not None
    return step[1]


def sending(at: datetime = NOON) -> Submission:
    return taken(transitions.begin(submitted(), at, PATIENCE))


def uncertain(at: datetime = NOON) -> Submission:
    return taken(transitions.after_post(sending(at), Ambiguous("ReadTimeout"), at, PATIENCE))


def asked(at: datetime = NOON) -> Submission:
    return taken(transitions.after_scan(uncertain(at), CannotLook(), at, at, PATIENCE))


def unreachable() -> Submission:
    late = NOON + timedelta(minutes=15)
    return taken(transitions.after_post(sending(), NotSent("refused"), late, PATIENCE))


def after_seconds(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_an_order_is_announced_committed_and_created() -> None:
    begun = transitions.begin(submitted(), NOON, PATIENCE)
    assert told(begun) == OrderSending("d1")
    assert (taken(begun).state, taken(begun).attempt) == (State.SENDING, 1)
    assert taken(begun).next == taken(begun).deadline == after_seconds(90)

    created = transitions.after_post(taken(begun), CREATED, NOON, PATIENCE)
    assert told(created) == OrderCreated("d1", "id-1", "1001", Decimal(150000), "IDR")
    assert (taken(created).state, taken(created).next) == (State.CREATED, None)


def test_a_rejection_is_final_and_keeps_the_shops_words() -> None:
    rejected = transitions.after_post(sending(), Rejected("zip is not valid"), NOON, PATIENCE)
    assert told(rejected) == OrderRejected("d1", "zip is not valid")
    assert (taken(rejected).state, taken(rejected).rejection) == (State.REJECTED, "zip is not valid")
    assert transitions.begin(taken(rejected), NOON, PATIENCE) is None


def test_what_was_not_sent_is_tried_again_at_growing_intervals_without_a_word() -> None:
    submission, now, waits = submitted(), NOON, []
    for _ in range(8):
        begun = transitions.begin(submission, now, PATIENCE)
        step = transitions.after_post(taken(begun), NotSent("refused"), now, PATIENCE)
        assert told(step) is None
        assert told(begun) == (None if waits else OrderSending("d1"))
        submission = taken(step)
        assert submission.state is State.QUEUED
        assert submission.next is not None
        waits.append((submission.next - now).total_seconds())
        now = submission.next
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_full_window_is_waited_out() -> None:
    limited = transitions.after_post(sending(), RateLimited(37), NOON, PATIENCE)
    assert taken(limited).state is State.QUEUED
    assert taken(limited).next == after_seconds(37)


def test_an_order_unsent_for_a_quarter_of_an_hour_is_paused_and_told_once_while_it_is_tried_on() -> None:
    late = NOON + timedelta(minutes=15)
    paused = transitions.after_post(sending(), NotSent("refused"), late, PATIENCE)
    assert told(paused) == OrderPaused("d1", "unreachable")

    again = transitions.begin(taken(paused), late + timedelta(minutes=1), PATIENCE)
    assert told(again) is None
    still = transitions.after_post(taken(again), NotSent("refused"), late + timedelta(minutes=1), PATIENCE)
    assert (taken(still).state, told(still)) == (State.PAUSED, None)
    assert taken(still).next == late + timedelta(minutes=2)

    back = transitions.begin(taken(still), late + timedelta(minutes=2), PATIENCE)
    assert told(transitions.after_post(taken(back), CREATED, late, PATIENCE)) is not None


def test_a_busy_shop_leaves_a_paused_order_where_its_buttons_work() -> None:
    again = taken(transitions.begin(unreachable(), NOON, PATIENCE))
    limited = transitions.after_post(again, RateLimited(20), NOON, PATIENCE)
    assert (taken(limited).state, told(limited)) == (State.PAUSED, None)


def test_an_installation_that_is_not_allowed_pauses_at_once() -> None:
    paused = transitions.after_post(sending(), NotAllowed(401, "INVALID_API_KEY"), NOON, PATIENCE)
    assert told(paused) == OrderPaused("d1", "not_allowed")
    assert taken(paused).next == after_seconds(300)


def test_retry_sends_at_once_and_answers_at_once_when_it_still_fails() -> None:
    now = NOON + timedelta(minutes=20)
    queued = taken(verdicts.retry(unreachable(), now))
    assert (queued.state, queued.next) == (State.QUEUED, now)
    begun = transitions.begin(queued, now, PATIENCE)
    assert told(begun) == OrderSending("d1")
    assert told(transitions.after_post(taken(begun), NotSent("refused"), now, PATIENCE)) == OrderPaused(
        "d1", "unreachable"
    )


def test_retry_of_an_order_that_is_being_tried_by_itself_makes_its_outcome_heard() -> None:
    now = NOON + timedelta(minutes=20)
    silently = taken(transitions.begin(unreachable(), now, PATIENCE))
    heard = verdicts.retry(silently, now)
    assert told(heard) == OrderSending("d1")
    assert taken(heard).attempt == silently.attempt
    assert told(transitions.after_post(taken(heard), NotSent("refused"), now, PATIENCE)) == OrderPaused(
        "d1", "unreachable"
    )


def test_an_order_goes_back_to_the_draft_only_while_it_was_never_sent() -> None:
    assert taken(verdicts.withdraw(unreachable())).state is State.WITHDRAWN
    assert taken(verdicts.withdraw(submitted())).state is State.WITHDRAWN
    assert verdicts.withdraw(sending()) is None
    assert verdicts.withdraw(uncertain()) is None
    assert verdicts.withdraw(taken(verdicts.send_again(asked(), NOON))) is None


def test_an_uncertain_order_is_looked_for_at_once() -> None:
    step = transitions.after_post(sending(), Ambiguous("HTTP 503"), NOON, PATIENCE)
    assert told(step) == OrderUncertain("d1")
    assert (taken(step).state, taken(step).next) == (State.UNCERTAIN, NOON)


def test_a_post_whose_sender_is_gone_is_uncertain() -> None:
    step = transitions.found_sending_at_start(sending(), after_seconds(300))
    assert told(step) == OrderUncertain("d1")
    assert taken(step).unsure_since == after_seconds(300)
    assert transitions.found_sending_at_start(submitted(), NOON) is None


def test_an_uncertain_order_that_is_found_is_created() -> None:
    step = transitions.after_scan(uncertain(), FOUND, NOON, NOON, PATIENCE)
    assert told(step) == OrderCreated("d1", "id-1", "1001", Decimal(150000), "IDR", found=True)


def test_not_found_counts_only_when_the_scan_began_after_the_quiet_period() -> None:
    early = transitions.after_scan(uncertain(), NotFound(), after_seconds(119), after_seconds(130), PATIENCE)
    assert (taken(early).state, told(early)) == (State.UNCERTAIN, None)
    late = transitions.after_scan(uncertain(), NotFound(), after_seconds(120), after_seconds(130), PATIENCE)
    assert (taken(late).state, told(late)) == (State.ASK, OrderNotFound("d1", can_check=True))


def test_scans_come_at_growing_intervals_and_one_at_the_end_of_the_quiet_period() -> None:
    submission, now, at = uncertain(), NOON, []
    while submission.state is State.UNCERTAIN:
        submission = taken(transitions.after_scan(submission, NotFound(), now, now, PATIENCE))
        now = submission.next or now
        at.append((now - NOON).total_seconds())
    assert at == [5, 15, 35, 75, 120, 180]  # the last one while a person is asked already


def test_a_shop_that_can_not_be_read_leaves_it_to_the_person_without_keep_checking() -> None:
    step = transitions.after_scan(uncertain(), CannotLook(), NOON, NOON, PATIENCE)
    assert told(step) == OrderNotFound("d1", can_check=False)


def test_not_being_able_to_look_is_never_not_found_but_ends_in_a_question() -> None:
    hour = NOON + timedelta(minutes=29)
    assert taken(transitions.after_scan(uncertain(), CouldNotLook(), hour, hour, PATIENCE)).state is State.UNCERTAIN
    hour = NOON + timedelta(minutes=30)
    step = transitions.after_scan(uncertain(), CouldNotLook(), hour, hour, PATIENCE)
    assert told(step) == OrderNotFound("d1", can_check=False)


def test_the_shops_retry_after_is_kept() -> None:
    step = transitions.after_scan(uncertain(), CouldNotLook(50), NOON, NOON, PATIENCE)
    assert taken(step).next == after_seconds(50)


def test_a_person_may_keep_checking_name_the_number_or_give_up() -> None:
    checking = verdicts.keep_checking(asked(), after_seconds(600))
    assert told(checking) is None
    assert (taken(checking).state, taken(checking).next) == (State.UNCERTAIN, after_seconds(600))

    seen = verdicts.seen_in_shop(asked(), "1005")
    assert told(seen) == OrderCreated("d1", number="1005")
    assert (taken(seen).state, taken(seen).result.number, taken(seen).by_hand) == (State.CREATED, "1005", True)
    assert taken(verdicts.seen_in_shop(asked(), "")).next is None

    assert taken(verdicts.give_up(asked())).state is State.CLOSED


def test_an_order_is_looked_for_while_a_person_is_asked() -> None:
    asking = asked()
    later = NOON + timedelta(hours=1)
    assert asking.next is not None
    still = taken(transitions.after_scan(asking, NotFound(), asking.next, asking.next, PATIENCE))
    assert still.state is State.ASK
    assert still.next is not None
    assert still.next > asking.next
    assert told(transitions.after_scan(still, NotFound(), later, later, PATIENCE)) is None
    created = transitions.after_scan(still, FOUND, later, later, PATIENCE)
    assert taken(created).state is State.CREATED
    assert told(created) == OrderCreated("d1", "id-1", "1001", Decimal(150000), "IDR", found=True)


def test_it_is_not_looked_for_where_the_shop_cannot_be_searched_nor_for_ever() -> None:
    asking = asked()
    assert taken(transitions.after_scan(asking, CannotLook(), NOON, NOON, PATIENCE)).next is None
    tomorrow = NOON + timedelta(days=1)
    assert taken(transitions.after_scan(asking, NotFound(), tomorrow, tomorrow, PATIENCE)).next is None
    busy = taken(transitions.after_scan(asking, CouldNotLook(retry_after=7200), NOON, NOON, PATIENCE))
    assert busy.next == NOON + timedelta(seconds=7200)


def test_send_again_looks_once_more_and_sends_the_same_tag() -> None:
    queued = taken(verdicts.send_again(asked(), NOON))
    assert transitions.begin(queued, NOON, PATIENCE) is None

    assert taken(transitions.after_scan(queued, FOUND, NOON, NOON, PATIENCE)).state is State.CREATED
    for scan in (NotFound(), CannotLook()):
        again = transitions.after_scan(queued, scan, NOON, NOON, PATIENCE)
        assert told(again) == OrderSending("d1")
        assert (taken(again).state, taken(again).attempt) == (State.SENDING, 2)
        assert taken(again).request == REQUEST


def test_send_again_waits_while_nobody_can_look_and_then_asks_again() -> None:
    queued = taken(verdicts.send_again(asked(), NOON))
    waiting = transitions.after_scan(queued, CouldNotLook(), NOON, NOON, PATIENCE)
    assert (taken(waiting).state, told(waiting)) == (State.QUEUED, None)
    later = NOON + timedelta(minutes=15)
    assert told(transitions.after_scan(queued, CouldNotLook(), later, later, PATIENCE)) == OrderNotFound(
        "d1", can_check=False
    )


def test_an_order_in_doubt_is_looked_for_before_every_further_attempt() -> None:
    queued = taken(verdicts.send_again(asked(), NOON))
    again = taken(transitions.after_scan(queued, NotFound(), NOON, NOON, PATIENCE))
    back = taken(transitions.after_post(again, NotSent("refused"), NOON, PATIENCE))
    assert back.state is State.QUEUED
    assert transitions.begin(back, NOON, PATIENCE) is None


def test_an_order_in_doubt_is_never_offered_as_a_draft() -> None:
    queued = taken(verdicts.send_again(asked(), NOON))
    again = taken(transitions.after_scan(queued, NotFound(), NOON, NOON, PATIENCE))
    assert taken(transitions.after_post(again, NotAllowed(401, "INVALID_API_KEY"), NOON, PATIENCE)).state is State.ASK


def test_an_order_in_doubt_that_is_refused_is_no_draft_either() -> None:
    queued = taken(verdicts.send_again(asked(), NOON))
    again = taken(transitions.after_scan(queued, NotFound(), NOON, NOON, PATIENCE))
    assert again.state is State.SENDING
    refused = transitions.after_post(again, Rejected("duplicate"), NOON, PATIENCE)
    assert taken(refused).state is State.ASK
    assert isinstance(told(refused), OrderNotFound)


def test_a_cut_answer_is_created_and_its_number_follows() -> None:
    step = transitions.after_post(sending(), CreatedUnread(), NOON, PATIENCE)
    assert told(step) == OrderCreated("d1")
    numberless = taken(step)
    assert numberless.next == after_seconds(5)

    unseen = transitions.after_scan(numberless, NotFound(), NOON, NOON, PATIENCE)
    assert (taken(unseen).state, told(unseen)) == (State.CREATED, None)
    assert taken(unseen).next is not None
    seen = transitions.after_scan(taken(unseen), FOUND, NOON, NOON, PATIENCE)
    assert told(seen) == OrderCreated("d1", "id-1", "1001", Decimal(150000), "IDR", found=True)
    assert taken(seen).next is None


def test_a_number_that_never_shows_is_given_up_without_a_word() -> None:
    numberless = taken(transitions.after_post(sending(), CreatedUnread(), NOON, PATIENCE))
    later = NOON + timedelta(hours=6)
    step = transitions.after_scan(numberless, NotFound(), later, later, PATIENCE)
    assert (taken(step).next, told(step)) == (None, None)


OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(
    [
        CREATED,
        CreatedUnread(),
        Rejected("no"),
        NotSent("refused"),
        NotSent("refused"),
        RateLimited(10),
        NotAllowed(403, "IP_NOT_ALLOWED"),
        Ambiguous("ReadTimeout"),
        Ambiguous("ReadTimeout"),
    ]
)
SCANS: st.SearchStrategy[Scan] = st.sampled_from([FOUND, NotFound(), NotFound(), CouldNotLook(), CannotLook()])
TAPS = st.sampled_from(["retry", "withdraw", "keep_checking", "seen_in_shop", "send_again", "give_up"])
MOVES = st.one_of(OUTCOMES, SCANS, TAPS, st.just("begin"), st.just("restart"))


def moved(submission: Submission, move: object, began: datetime, now: datetime) -> Step | None:
    match move:
        case "begin":
            return transitions.begin(submission, now, PATIENCE)
        case "restart":
            return transitions.found_sending_at_start(submission, now)
        case "retry":
            return verdicts.retry(submission, now)
        case "withdraw":
            return verdicts.withdraw(submission)
        case "keep_checking":
            return verdicts.keep_checking(submission, now)
        case "seen_in_shop":
            return verdicts.seen_in_shop(submission, "1001")
        case "send_again":
            return verdicts.send_again(submission, now)
        case "give_up":
            return verdicts.give_up(submission)
        case Found() | NotFound() | CouldNotLook() | CannotLook():
            return transitions.after_scan(submission, move, began, now, PATIENCE)
        case _:
            return transitions.after_post(submission, move, now, PATIENCE)  # type: ignore[arg-type]  # an Outcome is all that is left


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(MOVES, st.integers(0, 1200), st.integers(0, 60)), max_size=60))
def test_no_post_begins_while_an_earlier_one_may_still_create_the_order(moves: list[tuple[object, int, int]]) -> None:
    submission, now = submitted(), NOON
    unresolved = insisted = created = False
    for move, seconds, scanning in moves:
        began, now = now + timedelta(seconds=seconds), now + timedelta(seconds=seconds + scanning)
        step = moved(submission, move, began, now)
        if step is None:
            continue
        before, (submission, _) = submission, step
        assert submission.step == before.step + 1
        if move == "send_again":
            insisted = True
        if submission.attempt > before.attempt:
            assert submission.state is State.SENDING
            assert not created
            # The person's word comes first, and a scan that doesn't see the order comes with each attempt.
            assert not unresolved or (insisted and isinstance(move, NotFound | CannotLook))
        if submission.state is State.UNCERTAIN and before.state is State.SENDING:
            unresolved, insisted = True, False
        if submission.state is State.ASK and before.state is State.UNCERTAIN and isinstance(move, NotFound):
            assert before.unsure_since is not None
            assert began >= before.unsure_since + timedelta(seconds=PATIENCE.quiet_seconds)
        if submission.state in (State.PAUSED, State.WITHDRAWN):
            assert not unresolved
        created = created or submission.state is State.CREATED


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(MOVES, st.integers(0, 1200), st.integers(0, 60)), max_size=40))
def test_no_state_is_without_an_exit(moves: list[tuple[object, int, int]]) -> None:
    submission, now = submitted(), NOON
    for move, seconds, scanning in moves:
        began, now = now + timedelta(seconds=seconds), now + timedelta(seconds=seconds + scanning)
        step = moved(submission, move, began, now)
        submission = submission if step is None else step[0]
    # From here on nothing works and nobody helps: it must end, or wait in a state where a person can end it.
    for _ in range(2000):
        if submission.next is None:
            break
        now = max(now, submission.next)
        worst = {State.SENDING: NotSent("refused"), State.QUEUED: CouldNotLook() if submission.in_doubt else "begin"}
        if submission.state is State.PAUSED:
            break
        step = moved(submission, worst.get(submission.state, CouldNotLook()), now, now)
        assert step is not None
        submission = step[0]
    match submission.state:
        case State.PAUSED:
            assert verdicts.retry(submission, now) is not None
            assert verdicts.withdraw(submission) is not None
        case State.ASK:
            assert verdicts.give_up(submission) is not None
        case ended:
            assert ended in (State.CREATED, State.REJECTED, State.WITHDRAWN, State.CLOSED)


@given(MOVES)
def test_an_ended_submission_stays_as_it_is(move: object) -> None:
    for state in (State.REJECTED, State.WITHDRAWN, State.CLOSED, State.CREATED):
        ended = replace(submitted(), state=state, next=None, result=Result(number="1001"))
        assert moved(ended, move, NOON, NOON) is None
