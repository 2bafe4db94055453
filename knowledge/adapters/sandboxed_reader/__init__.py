"""Reading where nothing can break: parsers that may run away or crash run in a process of their own."""

from knowledge.adapters.sandboxed_reader.reader import SandboxedReader

__all__ = ["SandboxedReader"]
