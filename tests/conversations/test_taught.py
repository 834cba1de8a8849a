"""Words that aren't known, chosen for once: offered first the next time, to everybody of the shop."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from conversations.order import Variant
from storage import audit
from tests.chat import Chat, sample_variants

Enters = Callable[..., Chat]


@pytest.fixture
def enters(tmp_path: Path) -> Iterator[Enters]:
    """Somebody enters the desk; everybody is in one database."""
    with ExitStack() as stack:
        yield lambda **who: stack.enter_context(closing(Chat(tmp_path, **who)))


@pytest.fixture
def owner(enters: Enters) -> Chat:
    return enters(person=5, name="Dewi", role="owner")


@pytest.fixture
def agent(enters: Enters) -> Chat:
    return enters(person=6, name="Rini")


def teaches(chat: Chat, words: str = "2 jus ijo", product: str = "teh tarik panas") -> None:
    chat.says(words)
    chat.sees("I don't know")
    chat.says(product)
    chat.says("/new")


def test_a_product_typed_for_unknown_words_is_offered_the_next_time(agent: Chat) -> None:
    agent.says("2 jus ijo")
    agent.sees("I don't know “jus ijo”.")
    agent.sees_no("Did you mean")
    agent.says("teh tarik panas")
    agent.sees("Teh Tarik · Panas", "2 × ")
    agent.says("/new")
    agent.says("3 Jus Ijo")
    agent.sees("I don't know “Jus Ijo”.", "Did you mean one of these?")
    assert agent.draft.lines == ()
    agent.taps("Teh Tarik · Panas")
    agent.sees("Teh Tarik · Panas", "3 × ")


def test_a_product_tapped_for_unknown_words_comes_before_the_nearest(agent: Chat) -> None:
    agent.says("2 kroasan mentega")
    first, second, *others = agent.last.labels
    agent.taps(second)
    agent.sees(second, "2 × ")
    agent.says("/new")
    agent.says("kroasan mentega")
    assert agent.last.labels == [second, first, *others]
    agent.taps(second)
    agent.sees(f"{second} — how many?")


def test_the_product_chosen_most_comes_first(agent: Chat) -> None:
    teaches(agent, product="croissant butter")
    for _ in range(2):
        agent.says("jus ijo")
        agent.says("4 teh tarik panas")
        agent.says("/new")
    agent.says("jus ijo")
    assert agent.last.labels[:2] == ["Teh Tarik · Panas", "Croissant Butter"]


@pytest.mark.parametrize(
    "answer",
    ["tambah 2 teh tarik panas", "2 teh tarik panas, 1 croissant butter", "2 teh tarik panas, Budi 0812-3456-7890"],
)
def test_an_answer_about_more_than_the_words_teaches_nothing(owner: Chat, answer: str) -> None:
    owner.says("jus ijo")
    owner.says(answer)
    owner.says("/settings")
    owner.sees("Nothing has been taught yet.")


def test_an_offer_that_nothing_was_unknown_for_teaches_nothing(owner: Chat) -> None:
    owner.says("2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111")
    owner.taps("Create order")
    owner.shop_creates("1001", 50_000)
    owner.says("/new")
    owner.taps("Croissant Butter")
    owner.says("/settings")
    owner.sees("Nothing has been taught yet.")


def test_what_one_person_taught_helps_the_others(agent: Chat, owner: Chat) -> None:
    teaches(agent)
    owner.says("jus ijo")
    owner.sees_buttons("Teh Tarik · Panas")


def test_it_outlives_the_process_and_the_catalogue(agent: Chat) -> None:
    teaches(agent)
    agent.restarts()
    agent.has_products(tuple(reversed(sample_variants())))
    agent.says("jus ijo")
    agent.sees_buttons("Teh Tarik · Panas")


def test_a_variant_that_is_gone_stands_for_its_product(agent: Chat) -> None:
    teaches(agent)
    agent.has_products(
        tuple(
            replace(each, id=f"new-{each.id}") if each.label == "Teh Tarik · Panas" else each
            for each in sample_variants()
        )
    )
    agent.says("jus ijo")
    agent.sees_buttons("Teh Tarik · Panas")
    agent.has_products(tuple(each for each in sample_variants() if each.product_name != "Teh Tarik"))
    agent.says("/new")
    agent.says("jus ijo")
    agent.sees("I don't know “jus ijo”.")
    agent.sees_no("Did you mean")


def test_it_comes_before_what_the_catalogue_has_for_some_of_the_words(agent: Chat) -> None:
    teaches(agent)
    juices = tuple(Variant(f"jus{each}", f"jus{each}", f"Jus {each}") for each in ("Jeruk", "Mangga"))
    agent.has_products((*juices, *sample_variants()))
    agent.says("2 jus ijo")
    agent.sees("Which “jus ijo”?")
    assert agent.last.labels[:3] == [
        "Teh Tarik · Panas · Rp15.000", "Jus Jeruk", "Jus Mangga"
    ]  # fmt: skip
    agent.taps(agent.last.labels[0])
    agent.sees("Teh Tarik · Panas", "2 × ")


def test_owners_see_what_was_taught_and_delete_it(owner: Chat, agent: Chat) -> None:
    teaches(agent)
    teaches(agent, "es dewa", "croissant butter")
    owner.says("/settings")
    owner.sees("2 names of products were taught here")
    owner.sees_buttons("es dewa", "jus ijo")
    owner.taps("jus ijo")
    owner.sees("“jus ijo” → Teh Tarik · Panas", "chosen once", "last by Rini")
    owner.taps("Forget it")
    owner.sees("“jus ijo” is forgotten.")
    ((done, about),) = [
        (entry.what, entry.about) for entry in owner.finds(audit.latest) if entry.what == "unteach"
    ]  # fmt: skip
    assert (done, about.isdecimal()) == ("unteach", True)
    owner.taps("Forget it")
    owner.sees("That has been forgotten already.", "1 name of a product was taught here")
    agent.says("jus ijo")
    agent.sees_no("Did you mean")


def test_a_lesson_about_what_is_no_longer_sold_can_be_deleted_too(owner: Chat) -> None:
    teaches(owner)
    owner.has_products(tuple(each for each in sample_variants() if each.product_name != "Teh Tarik"))
    owner.says("/settings")
    owner.taps("jus ijo")
    owner.sees("a product that isn't sold any more")
    owner.taps("Forget it")
    owner.taps("Back")
    owner.sees("Nothing has been taught yet.")


def test_many_lessons_are_paged(owner: Chat) -> None:
    for letter in "abcdefghij":
        teaches(owner, f"2 zz{letter}z")
    owner.says("/settings")
    owner.sees_buttons("zzjz", "More")
    owner.taps("More")
    owner.sees_buttons("zzaz", "More")


def test_agents_are_told_politely(owner: Chat, agent: Chat) -> None:
    teaches(owner)
    owner.says("/settings")
    data = next(data for row in owner.last.buttons for label, data in row if label == "jus ijo")
    agent.says("/settings")
    agent.sees("Only owners of this desk can do that.")
    agent.presses(data.replace("lesson", "lesson_forget"))
    agent.sees("Only owners of this desk can do that.")
    owner.taps("jus ijo")
    owner.sees("“jus ijo” →")


@pytest.mark.parametrize(
    "data", [":0:settings:999", ":0:settings:x", ":0:lesson:", ":0:lesson_forget:77", ":0:lesson:1.2"]
)
def test_a_forged_button_changes_nothing(owner: Chat, data: str) -> None:
    teaches(owner)
    owner.presses(data)
    owner.sees("1 name of a product was taught here")


def test_in_indonesian(enters: Enters) -> None:
    ibu = enters(person=9, name="Wati", role="owner", language="id")
    ibu.says("2 jus ijo")
    ibu.says("teh tarik panas")
    ibu.says("/settings")
    ibu.sees("1 sebutan produk sudah diajarkan")
    ibu.taps("jus ijo")
    ibu.sees("dipilih 1 kali", "terakhir oleh Wati")
    ibu.taps("Lupakan")
    ibu.sees("“jus ijo” sudah dilupakan.")


def test_whoever_leaves_leaves_their_lessons_without_their_name(owner: Chat, agent: Chat) -> None:
    teaches(agent)
    teaches(agent, "2 minuman rini")
    agent.says("/delete_me")
    agent.taps("Yes, delete it all")
    owner.says("/settings")
    assert owner.last.labels == ["jus ijo"]
    owner.taps("jus ijo")
    owner.sees("last by –")
