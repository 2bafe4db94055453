"""Pictures made safe by Pillow, in a process of its own."""

from knowledge.adapters.pillow_pictures.pictures import PillowPictures

__all__ = ["PillowPictures"]
