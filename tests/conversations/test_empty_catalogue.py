from pathlib import Path

from tests.chat import Chat


def test_a_product_typed_before_there_are_any_offers_to_fetch_them(tmp_path: Path) -> None:
    chat = Chat(tmp_path, role="owner", variants=())
    chat.says("2 croissant")
    chat.sees("There are no products here yet.")
    chat.sees_buttons("Sync now")
    chat.close()


def test_an_agent_is_told_whom_to_ask(tmp_path: Path) -> None:
    chat = Chat(tmp_path, role="agent", variants=())
    chat.says("2 croissant")
    chat.sees("Ask the owner of the shop")
    assert "Sync now" not in chat.last.labels
    chat.close()
