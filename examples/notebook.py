"""Execute a notebook's cells in order, as a kernel would, and show what each comes to: `python examples/notebook.py FILE`.

No Jupyter is needed. A cell that raises ends it with its traceback and status 1.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path


def execute(path: Path) -> list[object]:
    """Return what the last expression of each cell with code comes to (None where it ends in a statement)."""
    names: dict[str, object] = {"__name__": "__main__"}
    shown: list[object] = []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]), filename=f"{path.name}, cell {number}")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{path.name}, cell {number}", "exec"), names)  # noqa: S102  our own notebook
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"{path.name}, cell {number}", "eval"), names)  # noqa: S307
        show = getattr(value, "_repr_html_", None)
        shown.append(show() if show else value)
    return shown


if __name__ == "__main__":
    for value in execute(Path(sys.argv[1])):
        print(str(value)[:500])
