import io
import json
from pathlib import Path

import pytest

from bot.catalogue_cli import run_import
from bot.parse_cli import DONE, EMPTY, FAILED, UNUSABLE, run_parse
from tests.regions import import_regions

CSV = """id,product_id,product_name,variant_title,sku,price
v1,p1,Kaos [bold],Hitam / M,K-M,55000
v2,p1,Kaos [bold],Hitam / L,K-L,55000
v3,p2,Teh Tarik,-,,15000
"""
MESSAGE = "2 teh tarik, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111, JNE"


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def errors() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def shop_csv(tmp_path: Path) -> Path:
    path = tmp_path / "shop.csv"
    path.write_text(CSV, "utf-8")
    return path


def parsed(tmp_path: Path, catalogue: Path, *lines: str) -> list[dict[str, object]]:
    out = io.StringIO()
    asked = io.StringIO("\n".join(lines))
    assert run_parse(tmp_path / "none", None, region="ID", catalogue=catalogue, out=out, lines=asked) == DONE
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_answered_with_all_that_was_read(tmp_path: Path, shop_csv: Path) -> None:
    (read,) = parsed(tmp_path, shop_csv, json.dumps({"id": "m1", "text": MESSAGE}))
    assert read == {
        "id": "m1",
        "items": [{"variant_id": "v3", "quantity": 2}],
        "questions": [],
        "name": "Budi Santoso",
        "names": ["Budi Santoso"],
        "phones": ["+6281234567890"],
        "phone": "+6281234567890",
        "address1": "Jl. Merdeka 10",
        "address2": None,
        "city": "Bandung",
        "province": "Jawa Barat",
        "zip": "40111",
        "country": "ID",
        "filled": ["province"],
        "notes": "JNE",
        "stated_total": None,
        "unused": [],
        "missing": [],
    }


def test_what_a_person_must_choose_is_a_question(tmp_path: Path, shop_csv: Path) -> None:
    lines = [
        json.dumps({"id": 1, "text": "2 kaos hitam"}),
        "",
        json.dumps({"id": 2, "text": "0812-3456-7890 atau 0813-1111-2222"}),
    ]
    kaos, phones = parsed(tmp_path, shop_csv, *lines)
    assert kaos["items"] == []
    assert kaos["questions"] == [{"text": "kaos hitam", "quantity": 2, "candidates": ["v1", "v2"]}]
    assert kaos["missing"] == ["phone", "address1", "city", "province", "zip"]
    assert phones["phone"] is None
    assert phones["phones"] == ["+6281234567890", "+6281311112222"]


def test_people_of_whom_one_must_be_chosen_are_shown(tmp_path: Path, shop_csv: Path, out: io.StringIO) -> None:
    text = "2 teh tarik, kirim ke Rina Wati, Jl. Merdeka 10 Bandung 40111\nyang terima Pak Slamet"
    (read,) = parsed(tmp_path, shop_csv, json.dumps({"id": 1, "text": text}))
    assert read["name"] is None
    assert sorted(read["names"]) == ["Rina Wati", "Slamet"]
    assert run_parse(tmp_path, text, region="ID", catalogue=shop_csv, out=out) == 0
    assert "Rina Wati" in out.getvalue()
    assert "asked: which one?" in out.getvalue()


def test_each_line_may_name_its_region(tmp_path: Path, shop_csv: Path) -> None:
    lines = [json.dumps({"id": region, "text": "012-345 6789", "region": region}) for region in ("MY", "ID")]
    malaysian, _ = parsed(tmp_path, shop_csv, *lines)
    assert malaysian["phone"] == "+60123456789"


def test_imported_regions_are_used(tmp_path: Path, shop_csv: Path) -> None:
    line = json.dumps({"id": 1, "text": "Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru"})
    (before,) = parsed(tmp_path, shop_csv, line)
    assert before["missing"] == ["phone", "city", "province", "zip"]
    import_regions(tmp_path / "none")
    (read,) = parsed(tmp_path, shop_csv, line)
    assert (read["city"], read["province"], read["zip"]) == ("Malang", "Jawa Timur", "65145")
    assert read["filled"] == ["city", "province", "postcode"]
    assert read["missing"] == ["phone"]


def test_a_line_that_is_no_question_is_named_and_the_others_are_read(
    tmp_path: Path, shop_csv: Path, out: io.StringIO, errors: io.StringIO
) -> None:
    lines = io.StringIO('nonsense\n{"id": "m1", "text": 3}\n{"id": "m2", "text": "2 teh tarik"}\n')
    outcome = run_parse(tmp_path, None, region="ID", catalogue=shop_csv, out=out, errors=errors, lines=lines)
    assert outcome == UNUSABLE
    assert [line.partition(":")[0] for line in errors.getvalue().splitlines()] == ["Line 1", "Line 2"]
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["m2"]


def test_a_message_is_shown_as_a_table(tmp_path: Path, shop_csv: Path, out: io.StringIO) -> None:
    assert run_import(tmp_path, shop_csv, out=io.StringIO()) == DONE
    words = f"{MESSAGE}, 1 kaos hitam, 3 sapu lidi"
    assert run_parse(tmp_path, words, region="ID", out=out) == DONE
    rows = [" ".join(line.strip("│ ").split()) for line in out.getvalue().splitlines()]
    assert "item │ 2 × Teh Tarik │ certain" in rows
    assert any(row.startswith("item │ 1 × Kaos [bold] · Hitam / M /") for row in rows)
    assert "item │ 3 × sapu lidi │ asked: not in the catalogue" in rows
    assert "province │ Jawa Barat │ filled in" in rows


def test_a_file_is_used_in_place_of_the_products_which_stay(tmp_path: Path, shop_csv: Path) -> None:
    folder = tmp_path / "data"
    other = tmp_path / "other.csv"
    other.write_text("id,product_id,product_name,variant_title,sku,price\nv9,p9,Sapu Lidi,-,,9000\n", "utf-8")
    assert run_import(folder, other, out=io.StringIO()) == DONE
    (read,) = parsed(tmp_path, shop_csv, json.dumps({"id": 1, "text": "2 teh tarik"}))
    assert read["items"] == [{"variant_id": "v3", "quantity": 2}]
    out = io.StringIO()
    assert run_parse(folder, None, region="ID", out=out, lines=io.StringIO('{"text": "2 sapu lidi"}')) == DONE
    assert json.loads(out.getvalue())["items"] == [{"variant_id": "v9", "quantity": 2}]


def test_without_products_nothing_is_read(tmp_path: Path, errors: io.StringIO) -> None:
    assert run_parse(tmp_path, "2 teh tarik", region="ID", errors=errors) == FAILED
    assert errors.getvalue() == EMPTY + "\n"


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, errors: io.StringIO) -> None:
    file = tmp_path / "shop.csv"
    file.write_text("not, a, shop\n", "utf-8")
    assert run_parse(tmp_path, "2 teh tarik", region="ID", catalogue=file, errors=errors) == UNUSABLE
    assert errors.getvalue().strip()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_who_types_into_it_is_told_what_it_waits_for(tmp_path: Path, shop_csv: Path, errors: io.StringIO) -> None:
    lines = Terminal("")
    assert run_parse(tmp_path, None, region="ID", catalogue=shop_csv, errors=errors, lines=lines) == DONE
    assert errors.getvalue().startswith("Type JSON lines")


def test_an_empty_catalogue_can_be_synced_or_imported(tmp_path: Path, errors: io.StringIO) -> None:
    assert run_parse(tmp_path, "2 teh", region="ID", errors=errors) == FAILED
    assert "orderdesk catalogue sync" in errors.getvalue()
