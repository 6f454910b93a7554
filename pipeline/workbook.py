"""The ledger as a spreadsheet: a sheet a view, links live, nothing that a source says run as a formula."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import xlsxwriter

VIEWS = (
    "claim_ledger",
    "claim_verdicts",
    "citation_status",
    "dead_citations",
    "changed_citations",
    "unsupported_claims",
    "uncited_claims",
    "shared_sources",
)
_LONGEST = 32_767  # characters of a cell, a limit of the format
_WIDEST = 60


def write_workbook(connection: duckdb.DuckDBPyConnection, to: Path, views: Sequence[str] = VIEWS) -> None:
    """Write views to an .xlsx file, whole or not at all; text stays text, and web addresses can be clicked."""
    fresh = to.with_name(f".{to.name}.{os.getpid()}.xlsx")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}
    with xlsxwriter.Workbook(str(fresh), options) as book:
        head, wrapped = (
            book.add_format({"bold": True, "bottom": 1}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for view in views:
            cursor = connection.execute(f"from {view}")
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
            sheet = book.add_worksheet(view[:31])
            sheet.freeze_panes(1, 0)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(names) - 1)
            for column, name in enumerate(names):
                sheet.write_string(0, column, name, head)
                widest = max([len(name), *(len(_cell(row[column])) for row in rows)])
                sheet.set_column(column, column, min(widest + 2, _WIDEST), wrapped)
                for number, row in enumerate(rows, start=1):
                    _write(sheet, number, column, row[column])
    os.replace(fresh, to)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = _cell(value)[:_LONGEST]
        # a link of more than 2,079 characters is none in this format
        if (
            text.startswith(("http://", "https://"))
            and len(text) < 2_000
            and " " not in text
            and sheet.write_url(row, column, text) == 0
        ):
            return
        sheet.write_string(row, column, text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
