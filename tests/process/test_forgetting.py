"""A customer is forgotten, or somebody of the desk: in the running bot and without it, nothing is left on the disk."""

from dataclasses import dataclass

import pytest

from tests.process.chat import Chat
from tests.process.desk import PASTE, SECRETS, Desk
from tests.process.running import Running
from tests.process.waiting import eventually

TRACES = SECRETS[2:]


@dataclass(frozen=True)
class Ended:
    code: int
    output: str


def runs(desk: Desk, *arguments: str) -> Ended:
    """Another command beside the bot, to its end."""
    settings = {f"ORDERDESK_{name}": value for name, value in desk.settings.items()}
    command = Running(*arguments, settings=settings, folder=desk.folder)
    desk.ran.insert(0, command)  # so that what it printed is looked through too
    return Ended(command.ended(), command.output)


def forgets(desk: Desk, phone: str) -> Ended:
    return runs(desk, "people", "forget", phone)


def has_forgotten(desk: Desk, phone: str) -> Ended:
    """Forgets, as soon as no message with that phone is on its way any more."""
    tried: list[Ended] = []

    def done() -> bool:
        tried.append(forgets(desk, phone))
        return tried[-1].code == 0

    eventually(done, lambda: tried[-1].output)
    return tried[-1]


def traces(desk: Desk) -> list[str]:
    files = b"".join(
        file.read_bytes() for file in desk.data.iterdir() if file.is_file() and "catalogue" not in file.name
    )
    return [trace for trace in TRACES if trace.encode() in files]


@pytest.mark.parametrize("while_it", ["runs", "is stopped"])
def test_a_forgotten_customer_leaves_nothing_on_the_disk_and_the_order_stays(
    desk: Desk, chat: Chat, while_it: str
) -> None:
    desk.starts()
    chat.says(PASTE.replace("2 croissant", "3 croissant"))
    chat.taps("Discard")
    chat.taps("Yes, discard")
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    chat.taps("Message for the customer")
    chat.sees("Hi Ratnasari")
    assert set(traces(desk)) >= {"Ratnasari", "Kenanga", "76543219"}
    desk.has_stored()  # that the last message was delivered
    if while_it == "is stopped":
        assert desk.process.stopped() == 0
    done = has_forgotten(desk, "0812 7654 3219")
    assert "1 order without a customer now; deleted: 2 drafts, 1 request," in done.output
    assert traces(desk) == []
    if while_it == "is stopped":
        desk.starts()
    chat.says("/orders")
    chat.sees("1001 · – · Rp50.000", "2 × Croissant Butter")
    chat.taps("Repeat 1001")
    chat.sees("That order is no longer here.")


def test_a_customer_whose_order_is_open_or_on_its_way_is_not_forgotten_yet(desk: Desk, chat: Chat) -> None:
    desk.starts(quiet_seconds="2")
    chat.says(PASTE)
    chat.sees("Is everything right?")
    still_open = forgets(desk, "+6281276543219")
    assert still_open.code == 1
    assert "is still open in a chat" in still_open.output
    desk.shop_misbehaves("hang", when="after")
    chat.taps("Create order")
    desk.has_posts(1)
    on_its_way = forgets(desk, "+6281276543219")
    assert on_its_way.code == 1
    assert "is on its way" in on_its_way.output
    assert on_its_way.output.count("\n") == 1


def test_what_isnt_a_phone_number_is_not_repeated(desk: Desk) -> None:
    refused = forgets(desk, "7654-3219")
    assert refused.code == 2
    assert "That isn't a phone number in ID." in refused.output


def test_somebody_of_the_desk_who_leaves_is_a_stranger_and_leaves_nothing(desk: Desk, chat: Chat) -> None:
    leaving = desk.person("Wibisana", number=7002)
    desk.starts(owners="7001,7002")
    leaving.says(PASTE)
    leaving.sees("Is everything right?")
    leaving.says("/delete_me")
    leaving.taps("Yes, delete it all")
    leaving.sees("What was kept about you is deleted.")
    eventually(lambda: traces(desk) == [], lambda: f"left: {traces(desk)}")
    leaving.says("/drafts")
    leaving.sees("This order desk is private.")
    chat.says("/delete_me")
    chat.sees("You are the only owner")


def test_status_says_how_much_there_is_and_of_nobody(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.sees("Is everything right?")
    well = runs(desk, "status")
    assert "running: yes" in well.output
    assert "1 order being written" in well.output
    assert well.code == 0
    desk.telegram_fails("sendMessage", status=400, description="Bad Request: PEER_ID_INVALID")
    chat.says("/help")
    desk.process.logs("Telegram refuses a message")
    eventually(lambda: runs(desk, "status").code == 1, lambda: "all is said to be well")
    assert "1 message that Telegram refused" in desk.ran[0].output
    assert desk.process.stopped() == 0
    stopped = runs(desk, "status")
    assert "running: no" in stopped.output
    assert stopped.code == 1
