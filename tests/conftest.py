"""Fixtures that every package's tests share: a warehouse in memory."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from warehouse import store


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty warehouse with its schema and views."""
    connection = duckdb.connect()
    store.migrate(connection)
    yield connection
    connection.close()
