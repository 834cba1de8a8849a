import pytest

from conversations.intake.corrections import read_change
from conversations.order import Name, Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Reader

SHOES = [("s40", "40"), ("s41", "41"), ("s42", "42")]
SHIRTS = [("hm", "Hitam / M"), ("hl", "Hitam / L"), ("pm", "Putih / M"), ("pl", "Putih / L")]
SHOP = SmallCatalogue(
    [
        *(Variant(key, "p1", "Sepatu Kanvas", size) for key, size in SHOES),
        *(Variant(key, "p2", "Kaos Senja", option) for key, option in SHIRTS),
        Variant("t", "p3", "Teh Tarik", ""),
    ]
)
read = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("kaos senja hitam M 2, hitam L 1\neh hitam M 7 hitam L nya 3 deh", [("hm", 7), ("hl", 3)]),
        ("2 kaos senja hitam M, 1 teh tarik. make the kaos 1 hitam M and 1 putih", [("t", 1), ("hm", 1), ("pm", 1)]),
        ("sepatu kanvas 41 2\nhmm kaki saya lebar. 42 aja", [("s42", 2)]),
        ("sepatu kanvas, size 41, 2", [("s41", 2)]),
        ("teh tarik 2\nkaos senja hitam M 2\nkaosnya yg putih L aja kak, buat arisan soalnya", [("t", 2), ("pl", 2)]),
        ("sepatu kanvas size 41 2\neh ganti size 42 deh", [("s42", 2)]),
        ("2 sepatu kanvas 41, teh tarik 1\nsepatunya tukar ukuran 40", [("s40", 2), ("t", 1)]),
        ("kaos senja hitam M 2\nralat yang putih", [("pm", 2)]),
        ("teh tarik 3\nay dalawa na lang pala", [("t", 2)]),
        ("teh tarik 3\nmejor que sean cinco", [("t", 5)]),
        ("teh tarik x2, kaos senja hitam M x1. Actually make that three", [("t", 2), ("hm", 3)]),
        ("teh tarik 2 trs tambah kaos senja putih L 1", [("t", 2), ("pl", 1)]),
        ("kaos senja hitam bukan M tapi L 2", [("hl", 2)]),
        ("kaos senja hitam L bukan M 2", [("hl", 2)]),
        ("kaos senja putih M 1. kaos ganti yg hitam L aja 2", [("hl", 2)]),
        ("sepatu kanvas 40 sepasang\neh sepatunya 41 ya", [("s41", 1)]),
        ("teh tarik 3, kaos senja hitam M 1\nEdit: only 2 for the teh", [("t", 2), ("hm", 1)]),
        ("kaos senja M hitam & putih, 3 helai setiap satu", [("hm", 3), ("pm", 3)]),
        ("kaos senja hitam M 3\nkaosnya ganti L aja, 2 pcs", [("hl", 2)]),
        ("sepatu kanvas, nomor 42 satu pasang, 40 dua pasang\nyg 40 satu pasang aja", [("s42", 1), ("s40", 1)]),
        ("2 kaos senja hitam, yang M. Eh jadi 3", [("hm", 3)]),
        ("teh tarik 2, kaos senja hitam M 1. Please leave out the receipt", [("t", 2), ("hm", 1)]),
        ("kaos senja hitam M x 2 = 70k, teh tarik x 1 = 10k", [("hm", 2), ("t", 1)]),
    ],
)
def test_the_last_word_about_a_variant_or_a_quantity_wins(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.bought(text) == items


def test_a_variant_that_could_be_of_either_item_is_never_changed_in_silence() -> None:
    reading = read("2 kaos senja hitam M, 1 kaos senja hitam L\ntukar kaos putih")
    assert [item.quantity for item in reading.items] == [None, None]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("kaos senja hitam M, putih L masing-masing 2", [("hm", 2), ("pl", 2)]),
        ("kaos senja hitam M and putih L, 3 each", [("hm", 3), ("pl", 3)]),
        ("kaos senja putih: M and L, one each", [("pm", 1), ("pl", 1)]),
        ("kaos senja hitam M tiga", [("hm", 3)]),
        ("2 kaos senja hitam M & L", [("hm", 1), ("hl", 1)]),
        ("2 kaos senja (hitam M dan putih L)", [("hm", 1), ("pl", 1)]),
        ("hitam M 2 putih L 1 kaos senja", [("hm", 2), ("pl", 1)]),
        ("kaos senja hitam: M 2, L 3. Putih: M 1 L 2", [("hm", 2), ("hl", 3), ("pm", 1), ("pl", 2)]),
        ("kaos senja: hitam M=2, putih L=1", [("hm", 2), ("pl", 1)]),
        ("kaos senja hitam M ada? klo ada mau 3 sama yg putih L 2", [("hm", 3), ("pl", 2)]),
        ("kaos senja hitam M 2. yg teh tarik gajadi", [("hm", 2)]),
        ("kaos senja hitam M 1\nperdón, el kaos que sea putih", [("pm", 1)]),
        ("teh tarik 2. eh tukar, teh nak 4", [("t", 4)]),
        ("mau kaos\nkaos senja hitam M 1, teh tarik 2", [("hm", 1), ("t", 2)]),
        ("kaos senja hitam M 2, teh tarik 1. Cambio: el kaos putih M", [("pm", 2), ("t", 1)]),
        ("batalin kaos senja hitam M ya, yang putih M aja 1", [("pm", 1)]),
        ("kaos senja hitam M 1\nteh tarik 1\nperdón, que sean 2 teh", [("hm", 1), ("t", 2)]),
        ("teh tarik 4, kaos senja hitam M sama putih L masing2 2", [("t", 4), ("hm", 2), ("pl", 2)]),
        ("sepatu kanvas: 40 2, 41 1", [("s40", 2), ("s41", 1)]),
        ("sepatu kanvas size 40 dan 41, one each", [("s40", 1), ("s41", 1)]),
        ("sepatu kanvas uk 40 sm 41 @ 1 psg", [("s40", 1), ("s41", 1)]),
        ("two kaos senja M, one hitam and one putih", [("hm", 1), ("pm", 1)]),
        ("kaos senja hitam M y teh tarik, tig-dalawa po", [("hm", 2), ("t", 2)]),
    ],
)
def test_what_is_said_once_of_several_items(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.bought(text) == items


def test_a_number_that_is_a_size_is_no_quantity() -> None:
    assert read.bought("sepatu kanvas 40 dan 41") == [("s40", 1), ("s41", 1)]
    assert read.bought("sepatu kanvas 40\nkaos senja hitam M 2") == [("s40", 1), ("hm", 2)]


def test_a_heading_whose_number_is_not_the_sum_stays_a_question() -> None:
    reading = read("3 kaos senja M, 1 hitam dan 1 putih")
    assert [(item.certain, item.quantity) for item in reading.items] == [(False, 3), (True, 1), (True, 1)]


def test_what_was_asked_for_and_then_counted_is_an_item() -> None:
    assert read.bought("ada teh tarik?\noke mau 2 kak") == [("t", 2)]
    (item,) = read("kak ada sarung tangan rajut? mau 3").items
    assert (item.text, item.quantity, item.candidates) == ("sarung tangan rajut", 3, ())
    assert read("ready kak \N{GRINNING FACE}\nmau 2 kak").items == ()


def test_words_that_are_a_products_whole_name_mean_no_longer_one() -> None:
    bar = SmallCatalogue(
        [Variant("b", "p1", "Beer"), Variant("g", "p2", "Ginger Beer"), Variant("w", "p3", "Beer and Wine")]
    )
    reading = Reader(bar)("yes 2 beer please")
    assert [(item.candidates, item.certain, item.quantity) for item in reading.items] == [(("b",), True, 2)]


def test_a_sentence_that_holds_no_item_is_shown_back_whole() -> None:
    assert read("ring the bell at the gate and leave").unused == ("ring the bell at the gate and leave",)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("kaos senja hitam M 2\neh salah, putih M", [("pm", 2)]),
        (
            "kak teh tarik 3\nkaos senja hitam M 2\neh kaosnya gajadi kak ganti putih aja, tetep 2",
            [("t", 3), ("pm", 2)],
        ),
        ("kaos senja hitam M 2, teh tarik 1\nbatal yang kaos, ganti putih M aja", [("t", 1), ("pm", 2)]),
        ("kaos senja hitam M 2, putih L 1\nputih L cancel ya", [("hm", 2)]),
        ("kaos senja hitam M 2\nyang hitam M buat kado", [("hm", 2)]),
    ],
)
def test_what_takes_an_items_place_is_no_item_beside_it(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.bought(text) == items


def test_another_product_in_place_of_a_wrong_one_is_asked_about() -> None:
    reading = read("kaos senja hitam M 2\nmaaf salah, teh tarik 1")
    assert [item.quantity for item in reading.items] == [None, None]


def test_another_variant_with_unknown_words_is_asked_about() -> None:
    reading = read("kaos senja hitam M 2, hitam L polkadot")
    assert [(item.certain, item.candidates) for item in reading.items] == [(True, ("hm",)), (False, ("hl",))]


def test_a_product_with_unknown_words_is_asked_about() -> None:
    (item,) = read("mas sepatu kanvas polkadot dong").items
    assert (item.certain, item.candidates[:1]) == (False, ("s40",))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("sepatu kanvas size 42 (2 pasang)", [("s42", 2)]),
        ("teh tarik sebotol", [("t", 1)]),
        ("teh tarik satuuu", [("t", 1)]),
        ("teh tarik 1 sm kaos senja putih L 2", [("t", 1), ("pl", 2)]),
    ],
)
def test_quantities_as_they_are_written(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.bought(text) == items


def test_what_is_not_wanted_is_no_item() -> None:
    assert read.bought("teh tarik 2. No need to call") == [("t", 2)]


def test_a_colour_alone_names_no_other_product() -> None:
    reading = read("teh tarik 2, hitam M 1")
    assert [(item.certain, item.candidates) for item in reading.items] == [(True, ("t",)), (False, ("hm",))]


def test_an_item_whose_variant_is_not_sold_heads_no_others() -> None:
    reading = read("kaos senja biru M 1, putih L 1")
    assert [item.quantity for item in reading.items] == [1, 1]
    assert not reading.items[0].certain


def test_a_product_asked_for_before_its_variant_gives_it_the_quantity() -> None:
    assert read.bought("2 kaos senja\nyang hitam M ya") == [("hm", 2)]


def test_the_fields_of_a_form_make_one_item() -> None:
    form = "Produk: Kaos Senja\nWarna: Putih\nUkuran: L\nJumlah: 3\nNama: Rina"
    assert read.bought(form) == [("pl", 3)]
    assert read(form).name is not None


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("4 kaos senja hitam M & L", [None, None]),
        ("kaos senja hitam M 3 dan L", [3, None]),
        ("sapu lidi 2 teh tarik 1 ember 3", [2, 1, 3]),
        ("5 sapu lidi... eh salah, 5 teh tarik", [5]),
    ],
)
def test_how_many_of_which_nobody_can_know_is_asked(text: str, quantities: list[int | None]) -> None:
    assert [item.quantity for item in read(text).items] == quantities


@pytest.mark.parametrize("text", ["no teh anymore pls", "sorry ya, jangan teh deh"])
def test_what_may_take_something_back_is_asked(text: str) -> None:
    reading = read(f"kaos senja hitam M 2, teh tarik 1. {text}")
    assert [item.quantity for item in reading.items] == [2, None]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("kaos senja hitam M 2 teh tarik 4 teh tarik jadi 3 aja", [("hm", 2), ("t", 3)]),
        ("teh tarik 4 kaos senja hitam M 2 tehnya kurangi jadi 3 ya kak", [("t", 3), ("hm", 2)]),
        ("kaos senja hitam M 2 teh tarik 1 teh tarik itu cancel ya", [("hm", 2)]),
        ("teh tarik 4 sepatu kanvas 41 1 sepatunya ganti ukuran 42", [("t", 4), ("s42", 1)]),
    ],
)
def test_in_one_line_a_second_thought_begins_where_its_item_is_named_again(
    text: str, items: list[tuple[str, int | None]]
) -> None:
    assert read.bought(text) == items


def test_who_gets_it_may_stand_right_behind_a_second_thought() -> None:
    text = "sepatu kanvas 41 1, ukurannya 42 aja Robert Lamury, Jl. Merdeka 10 Bandung 40111"
    assert read.bought(text) == [("s42", 1)]
    assert read(text).name == Name("Robert", "Lamury")


@pytest.mark.parametrize(
    "text",
    [
        "kaos senja hitam M 1\neh ganti L deh stok masih kan?",
        "kaos senja M hitam & putih, 3 helai",
        "teh tarik 1\nsepatu kanvas 40 2\nsepatuny jd 4",
        "sepatu kanvas 40 sepasang\neh ternyata kakinya 41",
        "teh tarik 5\nkaos senja hitam M 1\nteh jadi 3 pack polos sih",
    ],
)
def test_a_change_that_is_not_understood_makes_a_question_of_what_it_may_be_about(text: str) -> None:
    assert any(item.quantity is None for item in read(text).items), read(text).items


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        # "jadi 5" is about the shoes
        (
            "sepatu kanvas 40 3, kaos senja hitam M 2, teh tarik 1\nyg kaos batal kak sepatunya tambah 2 lagi jadi 5",
            [],
        ),
        ("teh tarik ada? mau 2 please. just 1", []),
    ],
)
def test_how_many_of_nobody_in_particular_is_asked(text: str, sure: list[tuple[str, int]]) -> None:
    items = read(text).items
    assert [(item.candidates[0], item.quantity) for item in items if item.certain and item.quantity] == sure


def test_what_takes_the_place_of_something_else_that_is_ordered_changes_that() -> None:
    assert read.bought("teh tarik 3\nkaos senja hitam M 2\nbatal yang teh ya, ganti kaos senja nya hitam L") == [
        ("hl", 2)
    ]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("kaos senja hitam M 2, teh tarik 1\neh teh batal kaosnya jadi 3", []),
        ("teh tarik 2, kaos senja hitam M 2, kaos hitamnya batal aja Sepatu kanvas 40 1", [("t", 2)]),
        ("sepatu kanvas 40 2\nteh tarik 6\nactually scratch that", [("s40", 2)]),
        ("teh tarik 1, kaos senja hitam L 2\nkaosnya tukar M kruti, tetep 2", [("t", 1)]),
        ("teh tarik 1, kaos senja hitam L 2\neh kaosnya gajadi kak norp putih aja, tetep 2", [("t", 1)]),
    ],
)
def test_a_cancellation_with_more_in_it_is_asked_about(text: str, sure: list[tuple[str, int]]) -> None:
    items = read(text).items
    assert [(item.candidates[0], item.quantity) for item in items if item.certain and item.quantity] == sure


def test_the_numbers_of_a_list_count_from_its_label_on() -> None:
    items = read(
        "Orderan:\n1) sepatu kanvas 40 - 2 norp\n2) teh tarik - 1 pcs\n3) kaos senja hitam M - 1\nnomor 2 cancel ya"
    ).items
    assert [item.candidates[0] for item in items if item.candidates] == ["s40", "hm"]


def test_an_item_may_be_called_by_another_name_where_its_variant_changes() -> None:
    change = read_change(
        "make the towels pink",
        ["handuk mandi biru", "parfum ocean"],
        lambda words: [0] if words == "towels" else None,
        lambda at, words: at == 0 and words in ("pink", "towels pink"),
        lambda _: None,
    )
    assert change == ("variant", 0, "pink", None)
