"""The product catalogue: a cache in a file of its own, built aside and renamed into place."""

from storage.catalogue.build import build
from storage.catalogue.files import CatalogueFileError, read_catalogue
from storage.catalogue.index import CatalogueReader
from storage.catalogue.options import complete

__all__ = ["CatalogueFileError", "CatalogueReader", "build", "complete", "read_catalogue"]
