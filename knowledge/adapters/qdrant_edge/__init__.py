"""The index in process: qdrant-edge shards, one directory a process, sealed against damage."""

from knowledge.adapters.qdrant_edge.index import QdrantEdgeIndex

__all__ = ["QdrantEdgeIndex"]
