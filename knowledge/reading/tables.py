"""Tables of cells as Markdown."""

from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as a Markdown table, the first as its head; empty rows and columns are left out."""
    width = max((len(row) for row in rows), default=0)
    full = [[*(cell.strip().replace("|", "\\|") for cell in row), *[""] * (width - len(row))] for row in rows]
    full = [row for row in full if any(row)]
    shown = [column for column in range(width) if any(row[column] for row in full)]
    lines = [f"| {' | '.join(row[column] for column in shown)} |" for row in full]
    if not lines:
        return ""
    return "\n".join([lines[0], f"|{' --- |' * len(shown)}", *lines[1:]])
