"""Who may use the desk, and whose orders whoever sees."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from conversations.commands import COMMANDS, OF_OWNERS
from conversations.effects import ChangeRole, Invite, TakeOver
from conversations.order import State
from storage import audit, invitations, people
from tests.chat import Chat

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
HALF = "2 croissant, kirim ke Budi Santoso 0812-3456-7890"
OWNER, AGENT = 5, 6

Enters = Callable[..., Chat]


@pytest.fixture
def enters(tmp_path: Path) -> Iterator[Enters]:
    """Somebody enters the desk; everybody is in one database."""
    with ExitStack() as stack:
        yield lambda **who: stack.enter_context(closing(Chat(tmp_path, **who)))


@pytest.fixture
def owner(enters: Enters) -> Chat:
    return enters(person=OWNER, name="Dewi", role="owner")


@pytest.fixture
def agent(enters: Enters) -> Chat:
    return enters(person=AGENT, name="Rini")


def test_owners_see_the_team_and_agents_do_not(owner: Chat, agent: Chat) -> None:
    owner.says("/team")
    owner.sees("Dewi · owner (you)", "Rini · agent")
    owner.says("/help")
    owner.sees("/team")
    agent.says("/team")
    agent.sees("Only owners of this desk can do that.")
    agent.says("/help")
    agent.sees_no("/team")


def test_an_invitation_lets_one_person_in_once_for_a_day(owner: Chat) -> None:
    owner.says("/team")
    owner.taps("Invite an agent")
    owner.sees("It works once, within 24 hours", "/start invitation-")
    token = owner.last.text.rpartition(" ")[2]
    now = owner.now.timestamp()
    assert owner.finds(lambda db: invitations.take(db, token, 77, now + 24 * 3600)) is None
    assert owner.finds(lambda db: invitations.take(db, "another-token-altogether", 77, now)) is None
    assert owner.finds(lambda db: invitations.take(db, token, 77, now)) == ("agent", OWNER)
    assert owner.finds(lambda db: invitations.take(db, token, 78, now)) is None


def test_nothing_of_an_invitation_is_kept_but_its_hash(owner: Chat) -> None:
    owner.says("/team")
    owner.taps("Invite an owner")
    token = owner.last.text.rpartition(" ")[2].encode()
    owner.restarts()  # closing carries the log's pages into the file
    assert token not in (owner.folder / "orderdesk.db").read_bytes()


def test_an_invitation_of_somebody_removed_since_is_worth_nothing(owner: Chat, enters: Enters) -> None:
    second = enters(person=9, name="Wati", role="owner")
    second.says("/team")
    second.taps("Invite an agent")
    token = second.last.text.rpartition(" ")[2]
    owner.says("/team")
    owner.taps("Wati")
    owner.taps("Remove")
    owner.taps("Yes, remove")
    assert owner.finds(lambda db: invitations.take(db, token, 77, owner.now.timestamp())) is None


def test_an_owner_changes_a_role_and_its_person_is_told(owner: Chat, agent: Chat) -> None:
    owner.says("/team")
    owner.taps("Rini")
    owner.taps("Make owner")
    owner.sees("Rini is now: owner.")
    agent.looks()
    agent.sees("You are an owner of this desk now.")
    agent.says("/team")
    agent.sees("Rini · owner (you)", "Dewi · owner")
    agent.taps("Dewi")
    agent.taps("Make agent")
    owner.taps("Invite an agent")
    owner.sees("Only owners of this desk can do that.")


def test_whoever_is_removed_leaves_their_orders_to_the_owner(owner: Chat, agent: Chat) -> None:
    agent.says(HALF)
    agent.says("/new")
    agent.says("3 teh tarik panas, kirim ke Siti Aminah 0813-1111-2222, Jl. Melati 5 Surabaya 60111")
    agent.taps("Create order")
    owner.says("/team")
    owner.taps("Rini")
    owner.sees("Rini · agent", "2 open orders")
    owner.taps("Remove")
    owner.sees("Remove Rini?")
    owner.taps("Yes, remove")
    owner.sees("Their 2 open orders are yours now")
    agent.looks()
    agent.sees("You can't use this order desk any more.")
    owner.says("/drafts")
    owner.sees_buttons("Budi Santoso · Croissant Butter", "Siti Aminah · sending")
    owner.taps("Budi Santoso · Croissant Butter")
    owner.says("Jl. Merdeka 10, Bandung 40111")
    owner.taps("Create order")
    owner.sees("Saved, sending…")
    assert owner.finds(lambda db: people.get(db, AGENT)).role is None  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_draft_with_nothing_in_it_is_not_counted(owner: Chat, agent: Chat, language: str) -> None:
    owner.says(f"/language {language}")
    agent.says("/new")
    owner.says("/team")
    owner.taps("Rini")
    owner.sees({"en": "There are no open orders.", "id": "Tidak ada pesanan yang terbuka."}[language])
    owner.taps({"en": "Remove", "id": "Keluarkan"}[language])
    owner.taps({"en": "Yes, remove", "id": "Ya, keluarkan"}[language])
    owner.sees({"en": "Rini can't use this desk any more.", "id": "Rini tidak bisa memakai"}[language])
    owner.sees_no("/drafts")


def test_an_owner_looks_at_an_agents_order_and_takes_it_over(owner: Chat, agent: Chat) -> None:
    agent.says(HALF)
    owner.says("/drafts")
    owner.taps("Rini: Budi Santoso · Croissant Butter")
    owner.sees("Order for Budi Santoso", "Taken by Rini")
    owner.taps("Take over")
    owner.sees("This order is yours now; Rini has been told.", "Where should it go?")
    owner.says("Jl. Merdeka 10, Bandung 40111")
    owner.sees_buttons("Create order")
    agent.looks()
    agent.sees("An owner has taken over your order: Budi Santoso.")
    agent.says("Jl. Melati 5, Surabaya 60111")
    assert [draft.address.city for draft in owner.drafts()] == ["Bandung"]
    agent.sees_no("Order for Budi Santoso")


def test_an_order_on_its_way_is_taken_over_with_its_result(owner: Chat, agent: Chat) -> None:
    agent.says(PASTE)
    agent.taps("Create order")
    agent.shop_is_unreachable()
    owner.says("/drafts")
    owner.taps("Rini: Budi Santoso · waiting for the shop")
    owner.taps("Take over")
    owner.taps("Retry")
    owner.shop_creates("1001", 50_000)
    owner.sees("Order 1001 created.")


def test_an_order_that_went_on_meanwhile_isnt_taken_over_unseen(owner: Chat, agent: Chat) -> None:
    agent.says(HALF)
    owner.says("/drafts")
    owner.taps("Rini: Budi Santoso · Croissant Butter")
    shown = owner.last
    agent.says("Jl. Merdeka 10, Bandung 40111")
    owner.taps("Take over", on=shown)
    owner.sees("Jl. Merdeka 10", "Is everything right?")


def test_an_agents_old_buttons_are_worth_nothing_after_a_take_over(owner: Chat, agent: Chat) -> None:
    agent.says(PASTE)
    old = agent.last
    owner.says("/drafts")
    owner.taps("Rini: Budi Santoso · Croissant Butter")
    owner.taps("Take over")
    agent.taps("Create order", on=old)
    agent.sees("That order is no longer here.")
    assert [draft.state for draft in owner.drafts()] == [State.OPEN]


def test_agents_see_their_own_orders_and_owners_all(owner: Chat, agent: Chat, enters: Enters) -> None:
    agent.says(PASTE)
    agent.taps("Create order")
    agent.shop_creates("1001", 50_000)
    owner.says("/orders")
    owner.sees("1001 · Budi Santoso", "taken by Rini")
    owner.taps("Repeat 1001")
    owner.sees("Order for Budi Santoso", "2 ×")
    other = enters(person=8, name="Wati")
    other.says("/orders")
    other.sees("No orders yet.")
    other.says("/drafts")
    other.sees("There are no open orders.")


OWNERS_BUTTONS = ("team", "team_member", "team_role", "team_remove", "team_removed", "team_invite", "sync")


@pytest.mark.parametrize("action", OWNERS_BUTTONS)
@pytest.mark.parametrize("argument", ["", f"{OWNER}", f"{OWNER}.agent", f"{AGENT}.owner", "owner", "agent", "0"])
def test_an_agent_does_nothing_with_an_owners_button(owner: Chat, agent: Chat, action: str, argument: str) -> None:
    before = owner.finds(people.team)
    agent.presses(f":0:{action}:{argument}")
    assert not any(isinstance(effect, Invite | ChangeRole | TakeOver) for effect in agent.effects)
    assert owner.finds(people.team) == before


@pytest.mark.parametrize("action", ["open", "take_over", "create", "repeat", "customer_message", "discard", "change"])
def test_an_agent_does_nothing_with_somebody_elses_order(agent: Chat, enters: Enters, action: str) -> None:
    agent.says(PASTE)
    (draft,) = agent.drafts()
    other = enters(person=8, name="Wati")
    other.presses(f"{draft.id}:{draft.revision}:{action}:")
    other.sees_no("Budi")
    assert agent.drafts() == (draft,)
    assert other.drafts() == ()


def test_an_owner_does_nothing_with_somebody_elses_order_but_look_and_take_over(owner: Chat, agent: Chat) -> None:
    agent.says(PASTE)
    (draft,) = agent.drafts()
    for action in ("create", "discard", "discard_yes", "change", "save", "one_more", "back"):
        owner.presses(f"{draft.id}:{draft.revision}:{action}:1")
    assert agent.drafts() == (draft,)


def test_everything_of_consequence_is_in_the_audit_log_by_ids_alone(owner: Chat, agent: Chat) -> None:
    agent.says(PASTE)
    agent.taps("Create order")
    agent.shop_does_not_find_it()
    agent.taps("Give up")
    owner.says("/team")
    owner.taps("Rini")
    owner.taps("Make owner")
    owner.taps("Invite an agent")
    log = owner.finds(audit.latest)
    assert [entry.what for entry in reversed(log)] == ["create", "give_up", "role", "invite"]
    assert {entry.person for entry in log} == {OWNER, AGENT}
    assert not any(word in entry.about for entry in log for word in ("Budi", "812", "Merdeka", "Rini"))


def test_every_owners_command_is_in_the_texts_and_in_no_agents_menu() -> None:
    assert not set(OF_OWNERS) & set(COMMANDS)
