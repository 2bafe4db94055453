"""A Word document (Office Open XML, ECMA-376)."""

import posixpath
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import metadata
from knowledge.reading.archive import Archive, Node
from knowledge.reading.formats.docx import body, styles
from knowledge.reading.formats.docx.styles import WORD
from knowledge.records import Page

SANDBOXED: Final = True

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN: Final = "word/document.xml"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CORE: Final = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a Word document, by its name or the parts in it; with a password it is a compound file."""
    if data.startswith(_COMPOUND):
        return _ENCRYPTED in data
    return data.startswith(_ZIP) and (name.lower().endswith((".docx", ".docm")) or _MAIN.encode() in data)


def read(name: str, data: bytes, url: str | None) -> Page:
    """The document's text as light Markdown, without what was struck out.

    Raises:
        SourceRefused: it is damaged, encrypted, or larger inside than any document is.
    """
    if data.startswith(_COMPOUND):
        raise SourceRefused(Refusal.ENCRYPTED)
    archive = Archive(data)
    main = _target(archive, "_rels/.rels", "", "officeDocument") or _MAIN
    content = archive.xml(main).find(f"{WORD}body")
    if content is None:
        raise SourceRefused(Refusal.DAMAGED)
    core = _core(archive)
    title = metadata.title(_property(core, "dc:title"))
    return Page(
        name,
        metadata.under(title, body.markdown(content, _parts(archive, main))),
        url,
        title=title,
        author=metadata.author(_property(core, "dc:creator")),
        date=metadata.date(_property(core, "dcterms:modified") or _property(core, "dcterms:created")),
    )


def _core(archive: Archive) -> Node | None:
    name = _target(archive, "_rels/.rels", "", "core-properties") or "docProps/core.xml"
    return _optional(archive, name)


def _property(core: Node | None, name: str) -> str | None:
    node = core.find(name, _CORE) if core is not None else None
    return node.text if node is not None else None


def _parts(archive: Archive, main: str) -> body.Parts:
    folder, file = posixpath.split(main)
    relations = f"{folder}/_rels/{file}.rels"
    style_part = _target(archive, relations, folder, "styles") or f"{folder}/styles.xml"
    list_part = _target(archive, relations, folder, "numbering") or f"{folder}/numbering.xml"
    note_part = _target(archive, relations, folder, "footnotes") or f"{folder}/footnotes.xml"
    notes = _optional(archive, note_part)
    root = _optional(archive, relations)
    return body.Parts(
        styles.read(_optional(archive, style_part), _optional(archive, list_part)),
        {node.get("Id", ""): node.get("Target", "") for node in root} if root is not None else {},
        {node.get(f"{WORD}id", ""): node for node in notes} if notes is not None else {},
    )


def _optional(archive: Archive, name: str) -> Node | None:
    return archive.xml(name) if name in archive else None


def _target(archive: Archive, relations: str, folder: str, kind: str) -> str | None:
    """The part that a relation of this kind leads to."""
    root = _optional(archive, relations)
    for node in root.findall(f"{_RELATIONS}Relationship") if root is not None else ():
        if node.get("Type", "").endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", "")))
            return target.lstrip("/")
    return None
