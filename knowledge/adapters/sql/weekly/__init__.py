"""The weekly in an SQL database."""
