from decimal import Decimal
from pathlib import Path

import pytest

from conversations.order import Variant
from storage.catalogue import CatalogueFileError, read_catalogue

HEADER = "id,product_id,product_name,variant_title,sku,price\n"


def written(folder: Path, text: str, name: str = "shop.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def mistakes(path: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueFileError) as raised:
        read_catalogue(path)
    return raised.value.mistakes


def test_json_and_csv_give_the_same_variants(tmp_path: Path) -> None:
    as_csv = written(
        tmp_path, HEADER + "v1,p1,Kaos,Hitam / M,K-M,55000\nv2,p1,Kaos,Hitam / L,,\nv3,p2,Teh,-,T1,18000.50\n"
    )
    as_json = written(
        tmp_path,
        """{"currency": "IDR", "variants": [
        {"id": "v1", "product_id": "p1", "product_name": "Kaos",
         "variant_title": "Hitam / M", "sku": "K-M", "price": 55000},
        {"id": "v2", "product_id": "p1", "product_name": "Kaos",
         "variant_title": "Hitam / L", "sku": null, "price": null},
        {"id": "v3", "product_id": "p2", "product_name": "Teh",
         "variant_title": "-", "sku": "T1", "price": 18000.50}]}""",
        "shop.json",
    )
    assert read_catalogue(as_csv) == read_catalogue(as_json)
    assert read_catalogue(as_csv) == (
        Variant("v1", "p1", "Kaos", "Hitam / M", "K-M", Decimal(55000), (("", "Hitam"), ("", "M"))),
        Variant("v2", "p1", "Kaos", "Hitam / L", "", None, (("", "Hitam"), ("", "L"))),
        Variant("v3", "p2", "Teh", "", "T1", Decimal("18000.50")),
    )


def test_spreadsheets_that_write_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffPrice;ID;Product_Name;Product_ID\r\n18000;v1;Teh, manis;p1\r\n;;;\r\n")
    assert read_catalogue(path) == (Variant("v1", "p1", "Teh, manis", price=Decimal(18000)),)


def test_each_mistake_is_one_line_with_its_row(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        HEADER
        + "v1,p1,Kaos,M,,55000\n,p1,Kaos,L,,55000\nv1,p1,Kaos,XL,,abc\nv4,p1,Topi,S,,-5\nv5,p5,Teh,,,18.000\nv6,p6\n",
    )
    assert mistakes(path) == (
        "Row 7: 2 columns, but the first line names 6.",
        "Row 3: id is missing.",
        'Row 4: price "abc" isn\'t a number (write 18000 or 18000.50).',
        'Row 5: price "-5" isn\'t an amount of money.',
        'Row 6: price "18.000" isn\'t clear. For eighteen thousand write 18000.',
        'Row 4: id "v1" is in row 2 already.',
        'Row 5: product "p1" is "Topi" here but "Kaos" in row 2.',
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "{", "isn't JSON"),
        ("a.json", "{}", "holds no list of variants"),
        ("a.json", "[]", "holds no variants"),
        ("a.json", "[3]", "Row 1: expected an object"),
        ("a.json", '[{"id": [], "product_id": "p", "product_name": "x"}]', "Row 1: id isn't text"),
        ("a.json", '[{"id": "v", "product_id": "p", "product_name": "\\ud83d"}]', "Row 1: product_name holds broken"),
        ("a.json", '[{"id": "v", "product_id": "p", "product_name": "x", "price": true}]', "Row 1: price"),
        ("a.json", '[{"id": "v", "product_id": "p", "product_name": "x", "price": NaN}]', "Row 1: price"),
        ("a.csv", "", "has no column id, product_id, product_name"),
        ("a.csv", HEADER, "holds no variants"),
        ("a.csv", HEADER + "v1,p1,Kaos\n", "Row 2: 3 columns, but the first line names 6"),
        ("a.csv", HEADER + '"v1\n', "not CSV"),
        ("a.csv", HEADER + "v1,p1,Kaos,,,NaN\n", "Row 2: price"),
    ],
)
def test_files_that_cannot_be_used_say_why(tmp_path: Path, name: str, text: str, says: str) -> None:
    assert any(says in mistake for mistake in mistakes(written(tmp_path, text, name)))


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    assert "can't be read" in mistakes(tmp_path / "absent.json")[0]
    latin = tmp_path / "latin.csv"
    latin.write_bytes(HEADER.encode() + b"v1,p1,Caf\xe9,,,1\n")
    assert "isn't UTF-8" in mistakes(latin)[0]


def test_the_shared_example_catalogue_is_read_whole() -> None:
    path = Path(__file__).parents[3].parent / "shared" / "data" / "catalogue.json"
    if not path.exists():
        pytest.skip("the shared example data aren't beside this folder")
    variants = read_catalogue(path)
    assert len(variants) == 199
    assert len({variant.product_id for variant in variants}) == 81
