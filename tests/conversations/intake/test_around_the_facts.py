"""What stands around items, names and addresses in messages, and isn't one of them."""

import pytest

from conversations.intake.labels import fields
from conversations.intake.passed_over import names_a_product
from conversations.intake.pieces import Piece
from conversations.order import Name, Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Reader

SHOP = SmallCatalogue(
    [
        Variant("h2", "p1", "Madu Hutan", "250 ml"),
        Variant("h5", "p1", "Madu Hutan", "500 ml"),
        Variant("th", "p2", "Tumbler", "Hitam"),
        Variant("tp", "p2", "Tumbler", "Putih"),
        Variant("l1", "p3", "Sambal Roa", "Level 1"),
        Variant("l5", "p3", "Sambal Roa", "Level 5"),
        Variant("i1", "p4", "Lip Cream", "01 Nude"),
        Variant("i2", "p4", "Lip Cream", "02 Rosewood"),
        Variant("b", "p5", "Buku Tulis 58 Lembar", ""),
        Variant("kl", "p6", "Baju Kurung", "Biru / L"),
        Variant("km", "p6", "Baju Kurung", "Biru / M"),
    ]
)
read = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ('tumbler hitam putih masing" 5 ya', [("th", 5), ("tp", 5)]),
        ("4 tumbler hitam packs", [("th", 4)]),
        ("sambal roa lv1 1 lv5 3", [("l1", 1), ("l5", 3)]),
        ("order: (2) tumbler hitam, (1) tumbler putih", [("th", 2), ("tp", 1)]),
        ("tumbler hitam. Budi Santoso, Jl. Merdeka 10 Bandung, 0812 3456 7801", [("th", 1)]),
        ("tumbler hitam 2, I'll pay by card", [("th", 2)]),
        ("lip cream 01 sama 02, masing2 1 pcs", [("i1", 1), ("i2", 1)]),
        ("lip cream nude 1 rosewood 2 ya", [("i1", 1), ("i2", 2)]),
        ("2 pcs - tumbler hitam\n1 pc - tumbler putih", [("th", 2), ("tp", 1)]),
        ("Mau kado buat temen: tumbler hitam 1, putih 1", [("th", 1), ("tp", 1)]),
        ("Kak Amel mau tumbler hitam 2", [("th", 2)]),
        ("tumbler hitam 2\nkirim ke kantor: PT Telkom Lt 3 Jl. Merdeka 1", [("th", 2)]),
        ("madu hutan yg 500 ml 2 tumbler yg hitam 1", [("h5", 2), ("th", 1)]),
        ("ORDER JUMAT\ntumbler hitam 2", [("th", 2)]),
        ("es un regalo para mi hermana: tumbler hitam (2)", [("th", 2)]),
        ("1 lusin tumbler hitam @45.000 = 540.000", [("th", 12)]),
        ("beta mau pesan tumbler hitam samo lip cream 02 satu", [("th", 1), ("i2", 1)]),
        ("tumbler hitam 2, lip cream 02 1, lip cream nda jadi", [("th", 2)]),
        ("tumbler hitam stgh lusin", [("th", 6)]),
        ("tumbler hitam 1, lip cream 02 1... sorry, scrap the lip cream", [("th", 1)]),
        ("lip cream yg 02 mau 2, yg 01 mau 1", [("i2", 2), ("i1", 1)]),
        ("madu hutan, the 500 ml one, 2 pouches", [("h5", 2)]),
        ("tumbler hitam 1 beg", [("th", 1)]),
        ("palihug pa-order ko ng tumbler na hitam, isa lang", [("th", 1)]),
        ("Halo Teh, hoyong tumbler hitam 2 pcs", [("th", 2)]),
        ("Rekap order kelas XII IPA 2\ntumbler hitam 3", [("th", 3)]),
        ("madu hutan 500 ml 1\nnambah tumbler hitam 2", [("h5", 1), ("th", 2)]),
        ("madu hutan 500 ml 1\ny que sean 2 tumbler hitam", [("h5", 1), ("th", 2)]),
        ("tumbler (la hitam) 2", [("th", 2)]),
        ("tumbler hitam, isang dosenang pack", [("th", 12)]),
        ("tumbler hitam(1), lip cream 02(2)", [("th", 1), ("i2", 2)]),
        ("2x tumbler hitam pls deliver on sat", [("th", 2)]),
        (
            "tumbler hitam 2, baju kurung biru L 1. Cancel tumblernya deh, ganti sambal roa level 5 1",
            [("kl", 1), ("l5", 1)],
        ),
        ("madu hutan 250 ml 1, 500 2 botol", [("h2", 1), ("h5", 2)]),
        ("madu hutan 500 ml msh ada? klo ada 3 ya", [("h5", 3)]),
        (
            "Pesanan:\n2 tumbler hitam\nKirim ke PT Sinar, Jl. Merdeka 10\nUP: Hendra\nNPWP menyusul",
            [("th", 2)],
        ),
        ("please arrange delivery of 24 tumbler hitam", [("th", 24)]),
        ("kalau bisa dikirimkan 2 sambal roa level 5", [("l5", 2)]),
        ("a) tumbler hitam 2\nb) tumbler putih 1", [("th", 2), ("tp", 1)]),
        ("sambal roa lv 5 x3", [("l5", 3)]),
        ("tumbler (1 hitam, 2 putih)", [("th", 1), ("tp", 2)]),
        ("lip cream nude 01 rosewood 02 masing2 2", [("i1", 2), ("i2", 2)]),
        ("tumbler hitam 2, putih jangan lupa 1", [("th", 2), ("tp", 1)]),
        ("lip cream no 01 1 pcs no 02 3 pcs", [("i1", 1), ("i2", 3)]),
        ("1) Baju Kurung, biru, L - 2\n2) Tumbler, hitam - 1", [("kl", 2), ("th", 1)]),
        ("me confirmas si hay tumbler hitam? Si hay, quiero 2", [("th", 2)]),
        ("aku mau checkout keranjang:\ntumbler hitam 1", [("th", 1)]),
        ("tumbler hitam 1 lg jd 2", [("th", 2)]),
        ("baju kurung biru L. tumbler yg hitam 1", [("kl", 1), ("th", 1)]),
        ("(1) 2 packs of tumbler hitam, (2) 1 sambal roa level 5", [("th", 2), ("l5", 1)]),
        ("Pesanan Toko Maju Jaya\ntumbler hitam : 5", [("th", 5)]),
        ("Assalamu'alaikum mba.. tumbler hitam 1", [("th", 1)]),
        ("kak aq psn tumbler hitam dua", [("th", 2)]),
        ("sya mw psn tumbler hitam 2 sma putih 1", [("th", 2), ("tp", 1)]),
        ("I'd like to send my sister a tumbler in hitam", [("th", 1)]),
        ("tumbler hitam 2. it's a present", [("th", 2)]),
        ("Pa-deliver po ng dalawang tumbler hitam sa asawa ko", [("th", 2)]),
        ("sambal roa (5 cabai) x2", [("l5", 2)]),
        ("3 tumbler (2 hitam 1 putih)", [("th", 2), ("tp", 1)]),
        ("tumbler 30 (hitam 10 putih 20)", [("th", 10), ("tp", 20)]),
        ("tumbler yg hitam 2", [("th", 2)]),
        ("item: tumbler putih 2", [("tp", 2)]),
        ("lip cream 02 2", [("i2", 2)]),
        ("lip cream 01 sama 02 @2 ya", [("i1", 2), ("i2", 2)]),
        ("Baju Kurung - Biru - L - 1", [("kl", 1)]),
        ("madu hutan yg kecil 2, yg besar 1", [("h2", 2), ("h5", 1)]),
        ("tumbler hitam 2 ember", [("th", 2)]),
        ("3 punnets of tumbler hitam", [("th", 3)]),
        ("2 tumbler hitam sama selusin yg putih", [("th", 2), ("tp", 12)]),
        ("tumbler hitam 2 sama ongkir 0", [("th", 2)]),
        ("tumbler hitam 2 utk oleh2 umroh", [("th", 2)]),
        ("two of the tumbler hitam", [("th", 2)]),
        ("tumbler hitam 2, putih 2. maaf kak yg putih 1 aja cukup", [("th", 2), ("tp", 1)]),
        ("lip cream: nude 1, rosewood 1", [("i1", 1), ("i2", 1)]),
        ("tumbler hitam 2 ke temenku buat kado", [("th", 2)]),
    ],
)
def test_items_are_found_among_other_words(text: str, items: list[tuple[str, int]]) -> None:
    assert read.bought(text) == items


def test_a_unit_that_no_list_knows_is_kept_in_the_note() -> None:
    assert read("tumbler hitam 2 ember").extras.note == "Tumbler: 2 ember"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. tumbler hitam 2\n2. sambal roa level 1 3\nnomor 2 cancel ya", [("th", 2)]),
        ("tumbler hitam 2\ntumbler putih 1 -> cancel\nsambal roa level 5 1", [("th", 2), ("l5", 1)]),
        ("madu hutan 250 ml 3\nmadunya yg 500 ml aja", [("h5", 3)]),
        ("1. tumbler hitam 2\n2. madu hutan 250 ml 2\nNo 2 ganti yg 500ml ya", [("th", 2), ("h5", 2)]),
        ("madu hutan 500ml 2, tumbler hitam 1\nyg madu 500 jadi 1 aja", [("h5", 1), ("th", 1)]),
        ("tumbler hitam 4, sambal roa level 1 2\ntumbler kurangi jadi 3 aja", [("th", 3), ("l1", 2)]),
    ],
)
def test_changes_of_a_list(text: str, items: list[tuple[str, int]]) -> None:
    assert read.bought(text) == items


def test_what_to_send_if_something_is_sold_out_is_a_note() -> None:
    reading = read("tumbler hitam 2. kalo hitamnya kosong ganti putih 2 aja")
    assert [(item.candidates, item.quantity) for item in reading.items] == [(("th",), 2)]
    assert reading.extras.note == "kalo hitamnya kosong ganti putih 2 aja"


def test_a_number_that_is_in_the_name_is_asked_about() -> None:
    (item,) = read("buku tulis 58 lembar").items
    assert item.quantity is None


def test_a_product_among_words_that_nobody_knows_is_asked_about() -> None:
    (item,) = read("3 orang temanku minta tumbler kembaran semua").items
    assert not item.certain
    assert set(item.candidates) == {"th", "tp"}


@pytest.mark.parametrize("text", ["mau nanya ongkir ke Sorong brp?", "mau retur?", "bisa dikirim after 6pm"])
def test_a_question_is_no_item(text: str) -> None:
    assert read(f"{text}\ntumbler hitam 2").items[0].candidates == ("th",)
    assert len(read(f"{text}\ntumbler hitam 2").items) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("penerima Eko Prasetyo, Jl. Merdeka 10 Bandung", "Eko Prasetyo"),
        ("transfer dari rek Mandiri an Suwarni. penerima Eko Prasetyo, Jl. Merdeka 10", "Eko Prasetyo"),
        ("nama tetap Lilis Karlina", "Lilis Karlina"),
        ("Nama: Ny. Margaretha Sitompul", "Margaretha Sitompul"),
        ("Nama Pemesan: Cindy\nNama Penerima: Hendrik Gunawan", "Hendrik Gunawan"),
        ("Terima: Kevin Halim", "Kevin Halim"),
        ("ship to Anneke de Vries, Jl. Merdeka 10", "Anneke de Vries"),
        ("It's for my sister. She's Farida Hanum, Jl. Merdeka 10 Bandung", "Farida Hanum"),
        ("Alamat saya: Nurfaizah bt Awang, No 88 Jl. Merdeka", "Nurfaizah bt Awang"),
        ("tumbler hitam 2 kirim k Dewi Sartika Ningrum jl merdeka no 10 bandung", "Dewi Sartika Ningrum"),
        ("Halo saya Putri. Kirim ke kakak saya ya: Amelia Putri Utami, Jl. Merdeka 10 Bandung", "Amelia Putri Utami"),
        ("Penerima DKM Al Ikhlas - Ust. Mahmud 0812-3456-7890", "Mahmud"),
        ("tumbler hitam 2, 0812-3456-7890. thanks, Josh", "Josh"),
        ("tumbler hitam 1. kirim frozen pake paxel ke yeni marlina jl merdeka no 2 bandung", "Yeni Marlina"),
        ("order from Aunty Rosnah: tumbler hitam 2. Jl. Merdeka 10 Bandung", "Rosnah"),
        ("tumbler hitam 1\n📞 0877-8001-0705\n🙋 Dinda Maharani", "Dinda Maharani"),
        ("Penerima: Mbak Okta (resepsionis)\nJl. Merdeka 10 Bandung", "Okta"),
        ("Datos: Valentina Ospina, Jl. Merdeka 10 Bandung", "Valentina Ospina"),
        ("kirim ke Bandung ya. Nama Budi Santoso, Jl. Merdeka 10 Bandung", "Budi Santoso"),
        ("preguntar por Gloria Murillo, Jl. Merdeka 10", "Gloria Murillo"),
        ("Budi Santoso, 0812-3456-7890, Jl. Merdeka 10 Bandung. Saya Edgar, 0813-1234-5678", "Budi Santoso"),
        ("penanggung jawab Bu Ratna 0812-3456-7890", "Ratna"),
        ("kirim ke Fajar Sidik d.a. SMK Negeri 2, Jl. Merdeka 10", "Fajar Sidik"),
    ],
)
def test_whose_name_it_is(text: str, name: str) -> None:
    found = read(text).name
    assert isinstance(found, Name)
    assert found.full == name


def test_a_name_with_a_number_word_of_another_language_is_no_item() -> None:
    reading = read("tumbler hitam 2\nRohana Mat Isa\n017-443 2109", region="MY")
    assert reading.name == Name("Rohana", "Mat Isa")
    assert len(reading.items) == 1


def test_something_unknown_with_its_count_behind_a_dash_is_asked_about() -> None:
    (known, asked) = read("tumbler hitam - 2\nsendok garpu - 3 set").items
    assert known.certain
    assert (asked.text, asked.quantity, asked.candidates) == ("sendok garpu", 3, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Delivery: Oliver Bennett, 27 Rosehill Road, Ipswich IP3 8ES", "Oliver Bennett"),
        ("Alamat: Pn Faridah Yusof, Blok D-2-11, Jalan Merdeka", "Faridah Yusof"),
        ("Envíalo a Lucía Navarro, Calle Allende 45", "Lucía Navarro"),
    ],
)
def test_names_where_addresses_and_couriers_stand(text: str, name: str) -> None:
    found = read(text, region="MY").name
    assert found is not None
    assert found.full == name


def test_the_number_in_brackets_is_what_they_are_about() -> None:
    (phone,) = read("Her number is 0812 3888 7712 (mine is +61 412 345 678).").phones
    assert phone.e164 == "+6281238887712"


@pytest.mark.parametrize(
    ("text", "street", "area"),
    [
        ("alamat: ds. Jatirejo rt 01 rw 02 kec. Suruh, Bandung", "ds. Jatirejo rt 01 rw 02", "kec. Suruh"),
        ("deliver to my office: Jl. Merdeka 10, Bandung", "Jl. Merdeka 10", ""),
        ("Jl. Merdeka No 9, 30 Ilir, Bandung 40111", "Jl. Merdeka No 9", "30 Ilir"),
        ("Graha Pena Lt. 5, Jl. Merdeka 10, Bandung", "Graha Pena Lt. 5, Jl. Merdeka 10", ""),
    ],
)
def test_addresses_without_and_around_a_street(text: str, street: str, area: str) -> None:
    reading = read(text)
    assert reading.items == ()
    assert (reading.address.street, reading.address.area) == (street, area)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("No. HP (aktif) : x", "phone"),
        ("Complete address: x", "address"),
        ("Alamat rumah saya: x", "address"),
        ("Item 1: x", "items"),
        ("Jumlah barang: x", "quantity"),
        ("CP: 44100", "postcode"),
        ("CP: 0917 222 3344", "phone"),
    ],
)
def test_longer_labels(line: str, key: str) -> None:
    (field,) = fields(line)
    assert field.key == key


def test_a_heading_over_an_address_is_no_courier() -> None:
    reading = read("tumbler hitam 2\nPengiriman:\nDian Wardhani\nJl. Merdeka 10 Bandung 40111\n081234567890")
    assert reading.name == Name("Dian", "Wardhani")
    assert reading.extras.courier == ""


def test_a_total_that_is_written_out_is_no_item() -> None:
    reading = read("tumbler hitam 3\ntumbler putih 2\ntotal 3x45+2x45 = 225rb")
    assert reading.stated_total == 225_000
    assert len(reading.items) == 2


def test_a_school_right_before_the_street_belongs_to_it() -> None:
    reading = read("tumbler hitam 2\nUstadz Fauzan Azmi, Ponpes Darul Hikmah, Jl. Merdeka 10 Bandung")
    assert reading.address.street == "Ponpes Darul Hikmah, Jl. Merdeka 10"
    assert isinstance(reading.name, Name)
    assert reading.name.full == "Fauzan Azmi"


def test_what_is_for_something_ordered_goes_before_what_is_for_another_thing() -> None:
    shop = SmallCatalogue(
        [
            Variant("p15", "p1", "Ponsel 15", ""),
            Variant("c15", "p2", "Case Ponsel 15", "Bening"),
            Variant("c13", "p3", "Case Ponsel 13", "Bening"),
        ]
    )
    items = Reader(shop)("ponsel 15 1, case bening 1").items
    assert [(item.candidates, item.certain) for item in items] == [(("p15",), True), (("c15",), True)]


def test_the_second_of_two_phones_side_by_side_goes_into_the_note() -> None:
    reading = read("Nama: Budi\nHP 1: 0853-6512-9008\nHP 2: 0812-6880-4417\nAlamat: Jl. Merdeka 10 Bandung")
    assert [phone.e164 for phone in reading.phones] == ["+6285365129008"]
    assert reading.extras.note == "☎: 0812-6880-4417"


def test_a_house_number_before_its_street_is_kept_behind_a_name() -> None:
    reading = read("hantar ke Khairul Anuar no 14 jln merdeka bandung")
    assert reading.address.street == "no 14 jln merdeka"


def test_a_village_called_like_a_landmark_is_no_note() -> None:
    reading = read("Jl. Merdeka 10 kel seberang ulu bandung")
    assert reading.extras.note == ""
    assert reading.address.area == "kel seberang ulu"


def test_a_remark_in_brackets_says_nothing_about_the_phone_behind_it() -> None:
    text = "Penerima Citra Ayu (bukan saya ya, buat kado) 085641230507\nPengirim: Dwi 081328000507"
    assert [phone.e164 for phone in read(text).phones] == ["+6285641230507"]


@pytest.mark.parametrize("text", ["kirim ke Bandung ongkirnya berapa?", "krm bandung ya, Jl. Merdeka 10"])
def test_the_city_that_it_is_sent_to_is_the_addresss(text: str) -> None:
    assert read(f"tumbler hitam 2, {text}").address.city == "Bandung"


def test_abroad_the_name_may_stand_before_the_house_number_under_one_label() -> None:
    reading = read("tumbler hitam 2\nMailing address: Alvin Tan Wei Jie, 10 Anson Road #26-04", region="SG")
    assert isinstance(reading.name, Name)
    assert (reading.name.full, reading.address.street) == ("Alvin Tan Wei Jie", "10 Anson Road #26-04")


def test_a_resellers_phone_is_not_the_customers() -> None:
    reading = read("Reseller: Toko Annisa (085211110719)\nUntuk:\nWulan Sari\n089655510719\nJl. Merdeka 10 Bandung")
    assert [phone.e164 for phone in reading.phones] == ["+6289655510719"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kirimnya ke kosan aku: Jl. Merdeka 10 Bandung\nPenerima Dinda Ayu", "Dinda Ayu"),
        ("antar ke rumah Bu Endang, Jl. Merdeka 10 Bandung", "Endang"),
        ("saya Agus dari Toko Berkah. Jl. Merdeka 10 Bandung. Yang terima Pak Slamet 0856 9100 0822", "Slamet"),
        ("Jl. Merdeka 10 Bandung - Bripka Dedi Kurniawan - 0812 7400 0824", "Dedi Kurniawan"),
        ("Jl. Merdeka 10 Bandung. Nama Moh. Fajrin, 082290001107", "Moh. Fajrin"),
        ("antar ke warung bu tinah jl. merdeka 10. wa 0858 5200 1102", "Tinah"),
        ("Jl. Merdeka 10 Bandung. Ketemu Pak Bambang 0813-9300-0920", "Bambang"),
        ("Para kay Jerome dela Cruz po, 0906-221-0912, Jl. Merdeka 10", "Jerome dela Cruz"),
        ("kirim ke Jl. Merdeka 10 Bandung\na.n. Ni Luh Wati 0878 6100 0818", "Ni Luh Wati"),
        ("Mau 2 tumbler hitam, kirim ke budi santoso, Jl. Merdeka 10", "budi santoso"),
    ],
)
def test_who_gets_it_is_found_behind_the_most_telling_words(text: str, name: str) -> None:
    found = read(text).name
    assert isinstance(found, Name)
    assert found.full == name


def test_a_town_stands_before_a_british_postcode() -> None:
    address = read("Flat 2, 18 Kings Road, Clevedon, BS21 7HA", region="GB").address
    assert (address.street, address.city) == ("Flat 2, 18 Kings Road", "Clevedon")


def test_a_city_abroad_stands_before_the_colon_when_somebody_gets_it() -> None:
    reading = read("Envío a Cali: Carrera 66 # 10-45. Recibe Julián Ospina, 315 400 0813", region="CO")
    assert isinstance(reading.name, Name)
    assert (reading.name.full, reading.address.city) == ("Julián Ospina", "Cali")


def test_a_shop_before_the_street_is_sent_to_too() -> None:
    reading = read("2 tumbler hitam ke Toko Sumber Rejeki, Jl. Merdeka 5, Bandung")
    assert reading.address.street == "Toko Sumber Rejeki, Jl. Merdeka 5"


def test_an_office_with_its_floor_stands_before_the_street() -> None:
    reading = read("tumbler hitam 2\nkirim ke kantor: PT Telkom Lt 3 Jl. Merdeka 1, Bandung, u.p. Gita Savitri")
    assert reading.address.street == "PT Telkom Lt 3, Jl. Merdeka 1"


def test_a_business_is_no_person() -> None:
    reading = read("Foto Studio Cahaya, Jl. Merdeka 1, Bandung. (Pak Liem) 0811-5600-1016")
    assert isinstance(reading.name, Name)
    assert reading.name.full == "Liem"


def test_who_orders_is_not_who_gets_it() -> None:
    text = "Antar ke Tika Maharani, Jl. Merdeka 1. Hp 082133001003\nYang order: Vivi 081326001004"
    assert [phone.e164 for phone in read(text).phones] == ["+6282133001003"]


def test_a_countrys_name_is_nobodys() -> None:
    reading = read("croissant 2\n10 Anson Road #26-04, Singapore\n9123 4501", region="SG")
    assert reading.name is None
    assert read("croissant 2, 12A Jalan Perkasa 5 Taman Perkasa, Malaysia, 018-771 4026", region="MY").name is None


def test_what_numbers_a_person_or_a_door_is_no_part_of_a_name() -> None:
    reading = read("croissant 2. Nombre Carlos Andrés Mejía CC 1020304050, Cra 50 # 80-12", region="CO")
    assert reading.name == Name("Carlos", "Andrés Mejía")


def test_a_labelled_city_may_have_its_province_behind_it() -> None:
    address = read("Nombre: Ana Ruiz\nDirección: Calle 44 # 70-15\nCiudad: Cali Antioquia", region="CO").address
    assert (address.city, address.province) == ("Cali", "Antioquia")


@pytest.mark.parametrize("sign", [" / ", " | ", " // ", " ~ ", "; ", "/"])
def test_one_sign_may_stand_between_all_parts_of_a_line(sign: str) -> None:
    parts = ("order dropship ya", "tumbler hitam 2", "Rina Marlina", "Jl. Merdeka 12 RT 3/4", "Bandung", "081299990000")
    reading = read(sign.join(parts))
    assert [(item.candidates[0], item.quantity) for item in reading.items] == [("th", 2)]
    assert reading.name == Name("Rina", "Marlina")
    assert (reading.address.street, reading.address.city) == ("Jl. Merdeka 12 RT 3/4", "Bandung")


def test_labels_in_a_line_with_slashes_are_those_of_a_form() -> None:
    reading = read("Nma : Wahyudi / Nmr Tlpn : 08979911245 / Almt : Jl. Merdeka 12 / Psnan : tumbler hitam / Jmlh : 4")
    assert (reading.name, [item.quantity for item in reading.items]) == (Name("Wahyudi"), [4])


def test_a_note_ends_where_the_next_part_of_a_line_begins() -> None:
    reading = read("dekat masjid - tumbler hitam 2 - Jl. Merdeka 12 Bandung")
    assert [(item.candidates[0], item.quantity) for item in reading.items] == [("th", 2)]


def test_what_something_is_for_may_name_it() -> None:
    shop = SmallCatalogue(
        [
            Variant("a", "p1", "Case Ponsel 15", "Bening"),
            Variant("c", "p2", "Case Jam", "Bening"),
            Variant("o", "p3", "Jam"),
        ]
    )
    items = Reader(shop)("2 case bening para ponsel 15").items
    assert [(item.candidates, item.certain, item.quantity) for item in items] == [(("a",), True, 2)]


def test_a_home_has_other_words_before_its_colon() -> None:
    reading = read("tumbler hitam 2, buat adek saya di pondok: Rizal Fauzi, Jl. Merdeka 12 Bandung, 081299990000")
    assert (reading.name, reading.address.street) == (Name("Rizal", "Fauzi"), "Jl. Merdeka 12")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tumbler hitam 2. Nama: Siti Hajar binti Yusof No 27, Jalan Kempas 3", "Siti Hajar binti Yusof"),
        ("tumbler hitam 2. Para kay Ate Rosalinda della Cruz, 0917 552 8841", "Rosalinda della Cruz"),
        ("tumbler hitam 2. Nama Puan Siti Hajar bniti Osman, alamat Jl. Merdeka 10", "Siti Hajar bniti Osman"),
    ],
)
def test_a_name_is_taken_whole_and_ends_before_a_door(text: str, name: str) -> None:
    found = read(text).name
    assert found is not None
    assert found.full == name


def test_the_holder_of_an_account_abroad_is_nobodys_customer() -> None:
    reading = read("tumbler hitam 2\nJl. Merdeka 10 Bandung\nDah bayar ke Maybank 1640 2233 8871 a/n Zulkifli", "MY")
    assert reading.name is None


def test_what_stands_before_words_that_lead_up_to_a_name_below_is_kept() -> None:
    text = "mau order tumbler hitam 2 sama madu hutan 250 ml 3 bungkus ya Kirim ke:\nWahyu Hidayat\n0812 3456 7801"
    assert read.bought(text) == [("th", 2), ("h2", 3)]
    assert read(text).name == Name("Wahyu", "Hidayat")


def test_a_field_for_items_of_which_nothing_is_understood_is_a_question() -> None:
    items = read("Nama: Rina\nPesanan: tumblerku yg kmrn itu\nHP: 0812 3456 7801").items
    assert [item.certain for item in items] == [False]


def test_a_line_of_a_list_that_goes_on_about_something_else_is_read_before_that() -> None:
    text = "Pesanan:\n- tumbler hitam 2\n- madu hutan 250 ml (5) * jangan letak resit ya"
    assert read.bought(text) == [("th", 2), ("h2", 5)]
    assert "jangan letak resit ya" in read(text).unused


def test_two_words_of_a_product_with_a_strange_one_between_them_name_it() -> None:
    plain = "it's the lip xore cream I mean"
    question = names_a_product(plain, Piece(0, len(plain)), [], SHOP)
    assert question is not None
    assert [variant.id for variant in question.candidates] == ["i1", "i2"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1) sambal roa level 1 = 2 2) tumbler hitam = 1 3) madu hutan 250 ml 3", [("l1", 2), ("th", 1), ("h2", 3)]),
        ("order: 1. tumbler putih 2 pcs 2. tumbler hitam 1 pcs", [("tp", 2), ("th", 1)]),
        ("order 1) tumbler putih 2 2) tumbler hitam 1", [("tp", 2), ("th", 1)]),
        ("tumbler hitam 1. eh jadi 2. kirim ke Budi", [("th", 2)]),
        ("lip cream yg 01 sama yg 02 masing2 1 yaa", [("i1", 1), ("i2", 1)]),
    ],
)
def test_a_list_may_run_on_in_its_line_and_variants_may_be_pointed_at(
    text: str, items: list[tuple[str, int | None]]
) -> None:
    assert read.bought(text) == items


@pytest.mark.parametrize(
    "text",
    ["tumbler hitam 1 vops lusin", "tumbler hitam, 2 tavu botol"],
)
def test_a_count_beside_an_unknown_word_is_asked_for(text: str) -> None:
    assert [item.quantity for item in read(text).items if item.candidates[:1] == ("th",)] == [None]


def test_an_estate_that_is_called_a_city_is_none() -> None:
    text = "tumbler hitam 2\nBlk 7 Lot 12 Ph 2 Golden City Subd., Brgy. Dila, Sta. Rosa City, Laguna 4026"
    assert "Golden" not in read(text, "PH").address.city


def test_who_is_asked_whether_they_send_somewhere_names_nobody() -> None:
    text = "Do you post to Scotland? tumbler hitam 2. Callum Fraser, 64 Dunmore Street, Glasgow G12 9TX"
    assert read(text, "GB").name == Name("Callum", "Fraser")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tumbler hitam 2. Atas nama: Wahyuni Jl. Kartini no 6, Kauman", "Wahyuni"),
        ("tumbler hitam 2, nama Fitri Alamatnya nanti ya", "Fitri"),
        ("Nama: Kristoffer Lim Contact:\nAddress: Jl. Merdeka 10\ntumbler hitam 2", "Kristoffer Lim"),
    ],
)
def test_a_name_ends_before_the_street_and_the_next_label(text: str, name: str) -> None:
    found = read(text).name
    assert found is not None
    assert found.full == name


def test_a_count_behind_a_dash_that_is_another_than_the_items_is_asked_about() -> None:
    items = read("tumbler putih - 1\nmadu hutan 500 ml - 1 tumbler hitam - 3 helai").items
    assert [(item.candidates[0], item.quantity) for item in items if item.certain] == [
        ("tp", 1),
        ("h5", None),
        ("th", None),
    ]


def test_a_street_that_is_to_follow_is_none_yet() -> None:
    text = "Nama: Bu Sulastri\nAlamat: (nyusul ya) Kel. Cikole, Bandung\nOrder: tumbler hitam 2"
    assert read(text).address.street == ""
