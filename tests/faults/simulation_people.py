"""A person who sells: pastes orders, taps whatever is offered, sometimes twice, sometimes what is long gone."""

from random import Random

from tests.faults.simulation_telegram import Button, Telegram, TelegramChat

FIRST = ("Sari", "Budi", "Dewi", "Agus", "Rina", "Joko", "Putri", "Eko", "Wulan", "Hendra", "Maya", "Rizky")
LAST = ("Santoso", "Wibowo", "Lestari", "Kusuma", "Pratama", "Hidayat", "Nugroho", "Saputra", "Anggraini", "Halim")
ITEMS = ("croissant", "teh tarik", "kopi susu vanila", "sabun dan sampo bayi")
WORDS = (
    "croissant",
    "2 teh tarik",
    "/drafts",
    "/orders",
    "/new",
    "back",
    "0812",
    "kurir JNE",
    "1007",
    "halo",
    "5",
    "ok",
)
SUBMITS = ("create", "create_anyway")
VERDICTS = ("retry", "back_to_draft", "keep_checking", "seen", "send_again", "give_up", "number_unknown")

# Answers to the questions that a pasted order may raise.
ANSWERS = ("new_order", "change_this", "leave_out", "new_customer", "back", "discard_yes")


class Seller:
    """One person in one chat. `orders` counts those pasted."""

    def __init__(self, chat: TelegramChat, telegram: Telegram, random: Random) -> None:
        self._telegram = telegram
        self._random = random
        self._pasted: list[tuple[int, str]] = []
        self.chat = chat
        self.orders = 0

    def acts(self, *, may_begin: bool = True) -> None:
        """Does one thing that a person might do now."""
        chance = self._random.random
        if self.chat.blocked:
            if chance() < 0.5:
                self._telegram.blocks(self.chat.id, blocked=False)
            return
        if self.chat.asked_at and chance() < 0.9:
            return  # waits for an answer, mostly
        now, old = self.chat.buttons, self.chat.old
        submits = [button for button in now if _action(button) in SUBMITS]
        verdicts = [button for button in now if _action(button) in VERDICTS]
        if old and chance() < 0.05:
            self.taps(self._random.choice(old))
        elif now and chance() < 0.06:
            self.taps(self._random.choice(now))
        elif chance() < 0.03:
            self.says(self._random.choice(WORDS))
        elif self._pasted and chance() < 0.02:
            self._telegram.edits(self.chat.id, *self._corrected(self._random.choice(self._pasted[-3:])))
            if submits and chance() < 0.5:
                self.taps(submits[-1])  # before the card has changed
        elif chance() < 0.003:
            self._telegram.blocks(self.chat.id, blocked=True)
        elif submits and chance() < 0.85:
            self._impatiently(submits[-1])
        elif verdicts and chance() < 0.6:
            self._impatiently(self._random.choice(verdicts))
        elif (asked := [button for button in now if _action(button) in ANSWERS]) and chance() < 0.8:
            self.taps(self._random.choice(asked))
        elif may_begin:
            self.pastes()

    def pastes(self) -> None:
        """A customer's message with all that an order needs."""
        self.orders += 1
        random = self._random
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        # Mostly another customer; the same one with the same order is asked about.
        number = self.orders if random.random() < 0.95 else max(1, self.orders - 1)
        phone = f"0812-{self.chat.id % 10000:04}-{number:04}"
        items = f"{random.randint(1, 9)} {random.choice(ITEMS)}"
        self.says(f"{items}, kirim ke {name} {phone}, Jl. Merdeka {random.randint(1, 99)} Bandung 40111")

    def says(self, text: str) -> None:
        self._telegram.says(self.chat.id, text)
        self._pasted.append((self.chat.last, text))

    def taps(self, button: Button) -> None:
        self._telegram.taps(self.chat.id, button)

    def _impatiently(self, button: Button) -> None:
        for _ in range(self._random.choices((1, 2, 3), (88, 10, 2))[0]):
            self.taps(button)

    def _corrected(self, pasted: tuple[int, str]) -> tuple[int, str]:
        message, text = pasted
        return message, f"{self._random.randint(1, 9)}{text[1:]}"


def _action(button: Button) -> str:
    return button[1].split(":")[2]
