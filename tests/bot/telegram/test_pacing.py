from bot.telegram.pacing import BURST, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_replies_may_burst_and_then_come_one_a_second() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(int(BURST)):
        assert pace.wait(7) == 0
        pace.spend(7)
    assert pace.wait(7) == 1
    clock.now += 1
    assert pace.wait(7) == 0
    pace.spend(7)
    assert pace.wait(7) == 1


def test_one_chat_does_not_slow_another() -> None:
    pace = Pace(Clock())
    for _ in range(int(BURST)):
        pace.spend(7)
    assert pace.wait(8) == 0


def test_a_clock_that_goes_back_stops_nothing_for_long() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(int(BURST) + 5):
        pace.spend(7)
    clock.now -= 3_600
    assert pace.wait(7) <= 6


def test_a_clock_that_goes_back_fills_the_bucket_from_there_on() -> None:
    clock = Clock()
    pace = Pace(clock)
    for _ in range(int(BURST)):
        pace.spend(7)
    clock.now -= 3_600
    assert pace.wait(7) == 1
    clock.now += 1
    assert pace.wait(7) == 0
