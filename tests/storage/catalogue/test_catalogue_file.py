import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from conversations.order import Variant
from storage.catalogue import CatalogueReader, build
from storage.database import StorageFullError

TEA = Variant("v1", "p1", "Teh Tarik")
COFFEE = Variant("v2", "p2", "Kopi Hitam")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[CatalogueReader]:
    reader = CatalogueReader(tmp_path)
    yield reader
    reader.close()


def assert_empty(reader: CatalogueReader) -> None:
    assert reader.search("teh") == ()
    assert reader.nearest("teh") == ()
    assert reader.variants(("v1",)) == (None,)
    assert reader.product("p1") == ()
    assert reader.size() == 0


def test_a_missing_file_is_an_empty_catalogue(reader: CatalogueReader) -> None:
    with capture_logs() as logs:
        assert_empty(reader)
    assert [line["event"] for line in logs] == ["catalogue_missing"]


def test_a_shop_without_products_is_an_empty_catalogue(tmp_path: Path, reader: CatalogueReader) -> None:
    build(tmp_path, ())
    assert_empty(reader)


def test_a_new_catalogue_is_seen_by_a_reader_that_has_the_old_one_open(tmp_path: Path, reader: CatalogueReader) -> None:
    assert_empty(reader)
    build(tmp_path, (TEA,))
    assert [hit.variant for hit in reader.search("teh")] == [TEA]
    build(tmp_path, (COFFEE,))
    assert reader.search("teh") == ()
    assert reader.variants(("v1", "v2")) == (None, COFFEE)
    assert [path.name for path in tmp_path.iterdir()] == ["catalogue.db"]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_is_said_once_and_read_as_empty_until_the_next_sync(
    tmp_path: Path, reader: CatalogueReader, content: bytes
) -> None:
    (tmp_path / "catalogue.db").write_bytes(content)
    with capture_logs() as logs:
        assert_empty(reader)
    assert len(logs) == 1
    assert logs[0]["until"] == "the next sync"
    build(tmp_path, (TEA,))
    assert reader.size() == 1


def test_damage_that_shows_only_while_reading_is_an_empty_catalogue_too(
    tmp_path: Path, reader: CatalogueReader
) -> None:
    build(tmp_path, [Variant(f"v{number}", f"p{number}", f"Teh {number}") for number in range(500)])
    file = tmp_path / "catalogue.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xaa" * (len(whole) - 4096))
    assert_empty(reader)


def test_a_catalogue_of_another_format_is_replaced_by_the_next_sync(tmp_path: Path, reader: CatalogueReader) -> None:
    build(tmp_path, (TEA,))
    db = sqlite3.connect(tmp_path / "catalogue.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert_empty(reader)


def test_what_a_killed_build_left_behind_is_in_nobodys_way(tmp_path: Path, reader: CatalogueReader) -> None:
    build(tmp_path, (COFFEE,))
    shutil.copy(tmp_path / "catalogue.db", tmp_path / "catalogue.db.new")
    assert reader.size() == 1
    build(tmp_path, (TEA, COFFEE))
    assert reader.size() == 2


def test_of_variants_with_one_id_the_last_counts(tmp_path: Path, reader: CatalogueReader) -> None:
    build(tmp_path, (TEA, Variant("v1", "p1", "Teh Manis")))
    assert reader.size() == 1
    assert reader.variants(("v1",))[0] == Variant("v1", "p1", "Teh Manis")


def test_where_nothing_can_be_written_the_old_catalogue_stays(tmp_path: Path, reader: CatalogueReader) -> None:
    build(tmp_path, (TEA,))
    (tmp_path / "catalogue.db.new").mkdir()
    with pytest.raises(StorageFullError, match="still in use"):
        build(tmp_path, (COFFEE,))
    assert reader.variants(("v1",)) == (TEA,)
