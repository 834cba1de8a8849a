import gzip
from pathlib import Path

import pytest

from storage.places import RegionsFileError, read_regions
from storage.places.files import MOST_MISTAKES, RegionRow

HEADER = "code,level,name,zip\n"
BANDUNG = """32,1,Jawa Barat,
32.73,2,Kota Bandung,
32.73.02,3,Coblong,
32.73.02.1002,4,"Lebak Gede",40132
"""
REORDERED = """name,other,zip,code,level
Jawa Barat,,,32,1
Kota Bandung,,,32.73,2
Coblong,,,32.73.02,3
Lebak Gede,,40132,32.73.02.1002,4
"""


def written(folder: Path, text: str, name: str = "regions.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def mistakes(path: Path) -> tuple[str, ...]:
    with pytest.raises(RegionsFileError) as raised:
        read_regions(path)
    return raised.value.mistakes


ROWS = (
    RegionRow("32", 1, "Jawa Barat"),
    RegionRow("32.73", 2, "Kota Bandung"),
    RegionRow("32.73.02", 3, "Coblong"),
    RegionRow("32.73.02.1002", 4, "Lebak Gede", "40132"),
)


@pytest.mark.parametrize(
    "text",
    [
        HEADER + BANDUNG,
        "\ufeff" + HEADER + BANDUNG.replace("\n", "\r\n\r\n"),
        (HEADER + BANDUNG).replace(",", ";"),
        (HEADER + BANDUNG).replace(",", "\t").replace("Lebak Gede", " Lebak  Gede "),
        REORDERED,
    ],
)
def test_a_table_is_read_in_the_forms_that_programs_write(tmp_path: Path, text: str) -> None:
    assert read_regions(written(tmp_path, text)) == ROWS


def test_a_packed_table_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_bytes(gzip.compress((HEADER + BANDUNG).encode()))
    assert read_regions(path) == ROWS


def test_every_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    bad = """32.73.02,3,Coblong,
33,7,Jawa Tengah,
34,2,Kota Yogyakarta,
35,1,,
36,1,Banten,4213
73.01.01,3,Nowhere,
37,1
"""
    assert mistakes(written(tmp_path, HEADER + BANDUNG + bad)) == (
        'Line 7: level "7" isn\'t 1, 2, 3 or 4.',
        'Line 8: "34" is no code of level 2.',
        "Line 9: name is missing, too long or broken.",
        'Line 10: zip "4213" isn\'t five digits.',
        "Line 12: 2 columns, but the first line names 4.",
        'Line 6: code "32.73.02" is in line 4 already.',
        'Line 11: "73.01.01" lies in "73.01", which the file doesn\'t have.',
    )


def test_of_very_many_mistakes_the_first_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + "x,x,x,\n" * 500)
    with pytest.raises(RegionsFileError) as raised:
        read_regions(path)
    assert len(str(raised.value).splitlines()) == MOST_MISTAKES + 1
    assert str(raised.value).endswith("And 480 more mistakes.")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "the first line has no column code, level, name, zip."),
        ("code,level,name\n", "the first line has no column zip."),
        (HEADER, "holds no districts (level 3)."),
        (HEADER + '32,1,"Jawa', "Line 2: not CSV"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str, mistake: str) -> None:
    assert mistake in mistakes(written(tmp_path, text))[0]


def test_files_that_cannot_be_read_are_said_to_be_so(tmp_path: Path) -> None:
    packed = tmp_path / "cut.gz"
    packed.write_bytes(gzip.compress(BANDUNG.encode() * 100)[:-20])
    assert "damaged" in mistakes(packed)[0]
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"code,level,name,zip\n32,1,\xff,\n")
    assert "isn't UTF-8" in mistakes(broken)[0]
    assert "can't be read" in mistakes(tmp_path / "absent.csv")[0]
    assert "can't be read" in mistakes(tmp_path)[0]
