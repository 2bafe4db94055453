"""The library's schema, revision by revision."""
