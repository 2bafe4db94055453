"""What an export looks like."""

import io
import zipfile

from bot.catalogue.rights import StoredWords
from knowledge.rights import Kind
from knowledge.rights.exporting import archives, in_order, markdown
from knowledge.rights.inventory import sections
from knowledge.weekly.compiled import StoredPicture


def test_every_section_is_there_also_where_it_is_empty() -> None:
    """Whoever reads the JSON need not ask whether a section is missing."""
    assert list(in_order({"member": [{"name": "小明"}]})) == list(sections())
    assert len(set(sections())) == len(sections())


def test_no_text_ends_its_own_block_in_markdown() -> None:
    """What somebody wrote may have fences of its own."""
    shown = markdown({"questions": [{"id": 1, "typed": "看：\n```\n# 不是标题\n```", "answer": "", "vector": None}]})
    assert "## questions (1)" in shown
    assert "  ````\n  看：\n  ```\n  # 不是标题\n  ```\n  ````" in shown
    assert "answer" not in shown


def test_pictures_are_shared_out_to_archives_that_can_be_sent() -> None:
    """In the order of their numbers; one that is too large by itself goes alone."""
    pictures = {n: StoredPicture("image/png", bytes(size), 1, 1) for n, size in ((3, 60), (1, 50), (2, 40), (4, 500))}
    packed = list(archives("p", pictures, most=100))
    assert [one.name for one in packed] == ["p-1.zip", "p-2.zip", "p-3.zip"]
    held = [zipfile.ZipFile(io.BytesIO(one.data)).namelist() for one in packed]
    assert held == [["1.png", "2.png"], ["3.png"], ["4.png"]]


def test_people_are_told_of_every_kind() -> None:
    """What is kept and what is said of it are one table."""
    assert set(StoredWords.__members__) == {kind.name for kind in Kind} - {Kind.NOBODYS.name}
