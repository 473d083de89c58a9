"""Every checkable fact of the plan as data: `plan/facts.csv`, which opens in any spreadsheet.

Columns: id, article, entity, attribute, value, unit, conditions, span. `value` stands word for word in
`span`, and `span` in the article's text (tests/knowledge/test_facts.py): an answer shows the span, so it
can't be wrong about what the plan says.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields

from knowledge.errors import PlanError

ATTRIBUTES = frozenset(
    [
        "限度額",
        "補助率",
        "年度",
        "年月",
        "期間",
        "人数",
        "数",
        "誰",
        "連絡先",
        "定義",
        "役割",
        "内容",
        "対象",
        "目的",
        "方法",
        "手順",
        "理由",
        "場所",
        "注釈",
        "出来事",
        "課題",
        "効果",
        "条件",
        "名称",
    ]
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the plan says of one thing: `attribute` of `entity` is `value`, in the words of `span`."""

    id: str
    article: str
    entity: str
    attribute: str
    value: str
    unit: str
    conditions: str
    span: str


COLUMNS = tuple(field.name for field in fields(Fact))


def read(name: str, text: str) -> Iterator[Fact]:
    """The facts in a file's text.

    Raises:
        PlanError: a line is no fact; it names the file and the line.
    """
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise PlanError(name, 1, f"the columns must be {', '.join(COLUMNS)}")
    for row in rows:
        if None in row or None in row.values():
            raise PlanError(name, rows.line_num, f"{len(COLUMNS)} columns were expected")
        if row["attribute"] not in ATTRIBUTES:
            raise PlanError(name, rows.line_num, f"{row['attribute']!r} is no attribute (knowledge/facts.py)")
        yield Fact(**row)
