"""Finding: understanding a question, two rankings, and what speaks for each entry."""
