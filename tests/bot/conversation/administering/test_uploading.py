"""What files are called that people send."""

from aiogram.types import Document
from hypothesis import example, given
from hypothesis import strategies as st

from bot.conversation.administering.uploading import safe_name


def document(name: str | None, kind: str | None = None) -> Document:
    """A file of this name."""
    return Document(file_id="1", file_unique_id="1", file_name=name, mime_type=kind)


@given(st.none() | st.text(max_size=300), st.none() | st.text(max_size=30))
@example("../..", None)
@example("a/" * 200 + "名" * 300 + ".pdf", None)
def test_a_name_is_one_visible_name_that_every_disk_takes(name: str | None, kind: str | None) -> None:
    """Whatever somebody's client says."""
    safe = safe_name(document(name, kind))
    assert safe
    assert safe.isprintable()
    assert not {"/", "\\", "\0"} & set(safe)
    assert safe.strip(". ") == safe
    assert len(safe.encode()) <= 150


def test_a_file_without_a_name_has_that_of_its_kind() -> None:
    """Readers go by it."""
    assert safe_name(document(None, "application/pdf")) == "document.pdf"
    assert safe_name(document("..\\..\\C:\\周报.docx")) == "周报.docx"
