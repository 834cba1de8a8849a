"""A small table of Indonesia's regions, as a file would hold it. Names and codes are the ministry's."""

from pathlib import Path

from storage.places import build_regions
from storage.places.files import RegionRow

_TABLE = """
31 DKI Jakarta
31.73 Kota Administrasi Jakarta Barat
31.73.05 Kebon Jeruk
31.73.05.1001 Duri Kepa 11510
31.73.05.1002 Kebon Jeruk 11530
31.75 Kota Administrasi Jakarta Timur
31.75.01 Matraman
31.75.01.1001 Kebon Manggis 13150
32 Jawa Barat
32.04 Kabupaten Bandung
32.04.05 Cileunyi
32.04.05.2001 Cileunyi Kulon 40622
32.04.05.2002 Cimekar 40623
32.05 Kabupaten Garut
32.05.28 Cisompet
32.05.28.2007 Depok 44174
32.73 Kota Bandung
32.73.02 Coblong
32.73.02.1002 Lebak Gede 40132
32.73.02.1004 Dago 40135
32.73.06 Babakan Ciparay
32.73.06.1002 Babakan 40222
32.73.07 Sukajadi
32.73.07.1001 Pasteur 40161
33 Jawa Tengah
33.74 Kota Semarang
33.74.01 Semarang Tengah
33.74.01.1007 Sekayu 50132
34 Daerah Istimewa Yogyakarta
34.04 Kabupaten Sleman
34.04.07 Depok
34.04.07.2001 Caturtunggal 55281
35 Jawa Timur
35.07 Kabupaten Malang
35.07.24 Singosari
35.07.24.1003 Losari 65153
35.15 Kabupaten Sidoarjo
35.15.18 Waru
35.15.18.2001 Pepelegi 61256
35.15.18.2002 Waru 61256
35.28 Kabupaten Pamekasan
35.28.10 Waru
35.28.10.2001 Waru Barat 69353
35.73 Kota Malang
35.73.05 Lowokwaru
35.73.05.1005 Sumbersari 65145
35.73.05.1011 Lowokwaru 65141
35.78 Kota Surabaya
35.78.01 Karang Pilang
35.78.01.1001 Karang Pilang 60221
35.71 Kota Kediri
35.71.02 Kota
35.71.02.1009 Dandangan 64121
36 Banten
36.04 Kabupaten Serang
36.04.20 Bandung
36.04.20.2003 Babakan 42176
36.72 Kota Cilegon
36.72.03 Pulomerak
36.72.03.1002 Lebakgede 42431
61 Kalimantan Barat
61.71 Kota Pontianak
61.71.05 Pontianak Kota
61.71.05.1005 Sungaijawi 78113
"""


def rows() -> tuple[RegionRow, ...]:
    found = []
    for line in _TABLE.split("\n"):
        code, _, name = line.partition(" ")
        level = code.count(".") + 1
        if level == len(("province", "city", "district", "village")):
            name, _, postcode = name.rpartition(" ")
            found.append(RegionRow(code, level, name, postcode))
        elif code:
            found.append(RegionRow(code, level, name))
    return tuple(found)


def import_regions(folder: Path) -> None:
    """Into a data folder, which need not exist."""
    build_regions(folder, rows())
