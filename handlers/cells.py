"""Cells of tables that we hand out: a spreadsheet must never take what a stranger wrote for a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(cell: str) -> str:
    """A cell that stays text wherever it is opened."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
