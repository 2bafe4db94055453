"""What may happen to a note and to an issue, as plain tables."""
