"""Which cities lie in which provinces: Indonesia's in full, with imported districts; other countries' provinces."""

from storage.places.build import build_regions
from storage.places.files import RegionsFileError, read_regions
from storage.places.regions import Regions

__all__ = ["Regions", "RegionsFileError", "build_regions", "read_regions"]
