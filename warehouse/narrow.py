"""A look at a few documents and addresses only: while it lasts, views that are worked out read no other rows.

The planner can push the name of a document through a window or an aggregate where it is one of a few constants, but not where it is one of
thousands. So the tables themselves are narrowed: temporary tables of the same names hold the rows that hang on what is looked at, and what
is worked out of them costs what they hold, however large the warehouse is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

# The rows that hang on `narrow_documents` and `narrow_urls`: a table's condition may speak of the tables above it, which are narrowed by then.
_NARROWED = {
    "documents": "document_id in (from narrow_documents)",
    "citations": "document_id in (from narrow_documents)",
    "claims": "document_id in (from narrow_documents)",
    "claim_citations": "claim_id in (select claim_id from claims)",
    "captures": "url in (from narrow_urls)",
    "signals": "capture_id in (select capture_id from captures)",
    "sources": "capture_id in (select capture_id from captures)",
    "verdicts": "claim_id in (select claim_id from claims)",
    "evidence": "verdict_id in (select verdict_id from verdicts)",
    "facts": "verdict_id in (select verdict_id from verdicts)",
    "citation_facts": "citation_id in (select citation_id from citations)",
    "witnesses": "claim_id in (select claim_id from claims)",
    "changes": "new_capture_id in (select capture_id from captures)",
    "changed_facts": "change_id in (select change_id from changes)",
    "changed_claims": "change_id in (select change_id from changes)",
}

# The addresses that these documents cite, and those that the pages there list or offer as their file (warehouse/views/followed.sql).
_CITED = """
    insert into narrow_urls
    select url from {all}.citations where document_id in (from narrow_documents) and url is not null
"""
_OFFERED = """
    insert into narrow_urls
    select unnest(case signals.name when 'file' then [value] else try_cast(try_cast(value as json) as varchar[]) end)
    from {all}.signals
    where name in ('file', 'listed')
        and capture_id in (select capture_id from {all}.captures where url in (from narrow_urls))
"""


@contextmanager
def narrow(connection: duckdb.DuckDBPyConnection, *, urls: list[str], documents: list[str]) -> Iterator[None]:
    """Let views that are worked out, and queries, see only these addresses and documents, and what these documents cite.

    What hangs on one of them is seen whole: all captures of an address, all rows of a document. A table that is not named above is seen
    whole as well.
    """
    catalog = connection.execute("select current_database()").fetchall()[0][0].replace('"', '""')
    whole = f'"{catalog}".main'
    connection.execute("create temp table narrow_documents as select unnest($keys::varchar[]) as key", {"keys": documents})
    connection.execute("create temp table narrow_urls as select unnest($keys::varchar[]) as key", {"keys": urls})
    connection.execute(_CITED.format(all=whole))
    connection.execute(_OFFERED.format(all=whole))
    for table, hanging in _NARROWED.items():
        connection.execute(f"create temp table {table} as from {whole}.{table} where {hanging}")
    yield
    for table in (*_NARROWED, "narrow_documents", "narrow_urls"):
        connection.execute(f"drop table temp.{table}")
