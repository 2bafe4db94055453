"""The sockets of knowledge: what it needs from the world, held to by adapters and by the tests' fakes."""

from knowledge.ports.finding import Embedder, Index, MessageEmbedder, Reranker
from knowledge.ports.library import Library, LinkDescriptions, Watches
from knowledge.ports.reading import Format, Reader, Shape, Shelf, Web
from knowledge.ports.talks import Exchanges, OpenQuestions, Opinions, Overhearings, Policies
from knowledge.ports.time import Clock
from knowledge.ports.writing import Judge, Piece, Report, Writer

__all__ = [
    "Clock",
    "Embedder",
    "Exchanges",
    "Format",
    "Index",
    "Judge",
    "Library",
    "LinkDescriptions",
    "MessageEmbedder",
    "OpenQuestions",
    "Opinions",
    "Overhearings",
    "Piece",
    "Policies",
    "Reader",
    "Report",
    "Reranker",
    "Shape",
    "Shelf",
    "Watches",
    "Web",
    "Writer",
]
