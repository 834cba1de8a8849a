"""Words that nothing was read from stay on the card until a person has dealt with them."""

from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
REMARK = "Leave at the green door please"


def test_they_outlive_the_next_messages_and_a_restart(chat: Chat) -> None:
    chat.says(f"2 croissant\n{REMARK}")
    chat.sees(f"Not used: {REMARK}")
    chat.says("0812-3456-7890")
    chat.says("Budi Santoso")
    chat.restarts()
    chat.says("Jl. Merdeka 10 Bandung 40111")
    chat.sees("Is everything right?", f"Not used: {REMARK}")


def test_those_of_several_messages_are_all_shown(chat: Chat) -> None:
    chat.says(f"2 croissant\n{REMARK}")
    chat.says("1 teh tarik\nring the bell at the gate")
    chat.sees("Not used: Leave at the green door please · ring the bell at the gate")


def test_they_can_become_the_note(chat: Chat) -> None:
    chat.says(f"{PASTE}\n{REMARK}")
    chat.taps("Put it in the note")
    chat.sees(f"Note: {REMARK}", "Is everything right?")
    chat.sees_no("Not used")


def test_they_can_be_left(chat: Chat) -> None:
    chat.says(f"{PASTE}\n{REMARK}")
    chat.taps("Not needed")
    chat.sees_no("Not used", "Note:")
    assert "Not needed" not in chat.last.labels


def test_they_can_become_the_note_in_indonesian(opened: Open) -> None:
    chat = opened(language="id")
    chat.says(f"{PASTE}\n{REMARK}")
    chat.says("kurir JNE")
    chat.sees("Tidak dipakai")
    chat.taps("Masukkan ke catatan")
    chat.sees(f"Catatan: {REMARK}")


def test_a_note_that_grew_too_long_is_said_and_nothing_goes(chat: Chat) -> None:
    chat.says(f"{PASTE}\n" + "leave it at the green door of the house behind the mosque " * 12)
    chat.taps("Put it in the note")
    chat.sees("characters; at most 500 fit", "Not used")


def test_they_go_when_their_message_is_corrected(chat: Chat) -> None:
    chat.says(f"{PASTE}\n{REMARK}")
    chat.edits(f"{PASTE}\n{REMARK}", PASTE)
    chat.sees_no("Not used")


def test_they_go_when_they_are_said_so_that_they_are_understood(chat: Chat) -> None:
    chat.says(f"{PASTE}\n{REMARK}")
    chat.says(f"catatan: {REMARK}")
    chat.sees(f"Note: {REMARK}")
    chat.sees_no("Not used")


def test_the_question_whether_to_discard_has_one_way_to_do_it(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("/cancel")
    for _ in range(3):
        chat.says("-7")
    chat.says("/cancel")
    assert [label for label in chat.last.labels if "iscard" in label] == ["Yes, discard"]
