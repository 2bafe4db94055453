"""The library in an SQL database."""
