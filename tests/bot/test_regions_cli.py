import io
from pathlib import Path

from bot.regions_cli import DONE, FAILED, UNUSABLE, run_import
from storage.places import Regions

CSV = "code,level,name,zip\n32,1,Jawa Barat,\n32.73,2,Kota Bandung,\n32.73.02,3,Coblong,\n32.73.02.1002,4,Dago,40135\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "regions.csv"
    path.write_text(text, "utf-8")
    return path


def cities(folder: Path, postcode: str) -> list[str]:
    places = Regions.load(folder)
    found = [place.city for place in places.postcode(postcode, "ID")]
    places.close()
    return found


def test_a_file_is_imported_whole(tmp_path: Path) -> None:
    out = io.StringIO()
    assert run_import(tmp_path / "data", written(tmp_path, CSV), out=out) == DONE
    assert out.getvalue() == "The desk knows 1 provinces, 1 cities and regencies, 1 districts, 1 villages.\n"
    assert cities(tmp_path / "data", "40135") == ["Bandung"]


def test_a_file_with_a_mistake_changes_nothing(tmp_path: Path) -> None:
    errors = io.StringIO()
    assert run_import(tmp_path, written(tmp_path, CSV), out=io.StringIO()) == DONE
    assert run_import(tmp_path, written(tmp_path, CSV + "33,1,,\n"), errors=errors) == UNUSABLE
    assert errors.getvalue().splitlines() == ["Line 6: name is missing, too long or broken.", "Nothing was imported."]
    assert cities(tmp_path, "40135") == ["Bandung"]


def test_where_nothing_can_be_written_the_import_says_so(tmp_path: Path) -> None:
    errors = io.StringIO()
    file = written(tmp_path, CSV)
    assert run_import(file, file, errors=errors) == FAILED
    assert "Make room" in errors.getvalue()
