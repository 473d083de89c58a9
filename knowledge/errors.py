"""What is wrong with the plan's files, so that whoever edits them knows where to look."""


class PlanError(ValueError):
    """A file of the plan can't be read: which one, in which line, and why."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}")
