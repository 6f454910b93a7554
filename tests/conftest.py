"""Fixtures that every package's tests share: an empty warehouse, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse import store


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty warehouse with its schema and views: making it takes a second, copying it none."""
    file = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    with duckdb.connect(str(file)) as connection:
        store.migrate(connection)
    return file


@pytest.fixture
def warehouse(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse with its schema and views."""
    file = tmp_path_factory.mktemp("warehouse") / "test.duckdb"
    with duckdb.connect(str(shutil.copy(empty_warehouse, file))) as connection:
        connection.execute("set timezone = 'UTC'")
        yield connection
