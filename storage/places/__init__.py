"""Which cities lie in which provinces: Indonesia's in full, other countries' provinces."""

from storage.places.regions import Regions

__all__ = ["Regions"]
