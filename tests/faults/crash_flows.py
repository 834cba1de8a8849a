"""What the person does in a trial. Each thing is done once; a person waits for the answer and never asks again."""

from dataclasses import dataclass

from tests.faults.crash_world import Flow, World
from tests.process.desk import PASTE, PHONE, STREET

ASKED = "I couldn't find the order in the shop"


async def pastes(world: World) -> None:
    world.says(PASTE)
    await taps_create(world)


async def steps(world: World) -> None:
    world.says("kopi susu")
    await world.taps("Kopi Susu Gula Aren · 250 ml · Rp18.000")
    await world.sees_newest("how many?")
    world.says("2")
    await world.taps("Next: customer")
    for asked, answer in (
        ("What is the customer's phone number?", PHONE),
        ("What is the customer's name?", "Ratnasari Wibisana"),
        ("Where should it go?", STREET),
        ("Which city or regency?", "Bandung"),
        ("Which postcode?", "40111"),
    ):
        await world.sees_newest(asked)
        world.says(answer)
    await taps_create(world)


async def taps_create(world: World) -> None:
    await world.taps("Create order")
    await gets_number(world)


async def gets_number(world: World) -> None:
    """The card and a message below it name the order; where the bot asks, it's sent again."""

    def look() -> bool:
        messages = world.messages
        newest = messages[-1]
        # Killed while it sends again, the bot asks again, in a new message.
        if newest.number not in world.sent_again and ASKED in newest.text and "Send again" in newest.labels:
            world.sent_again.append(newest.number)
            world.presses(newest, "Send again")
        return sum("1001" in shown.text for shown in messages) >= 2

    await world.sees(look, "the order's number, on the card and below it")


@dataclass(frozen=True)
class Script:
    """`cold`: the first message waits at Telegram when the bot starts for the first time, on no database.

    `killed_posting`: it's killed once before, when its POST has reached the shop, and killed again while it recovers.
    """

    flow: Flow
    behaviours: tuple[str, ...]
    cold: bool = False
    killed_posting: bool = False
