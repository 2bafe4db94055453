"""Files and folders of this machine."""

from knowledge.adapters.files.shelf import LIMIT, SUFFIXES, FileShelf

__all__ = ["LIMIT", "SUFFIXES", "FileShelf"]
