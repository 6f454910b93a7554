"""A look at some citations and addresses only: while it lasts, views that are worked out read the rows that hang on these, and no other.

The planner can push a key through a window or an aggregate where it is one of a few constants, but not where it is one of thousands. So the
tables themselves are narrowed: temporary tables of the same names hold the rows that are looked at, and what is worked out of them costs
what they hold, however large the warehouse is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import duckdb

# The rows that hang on `narrow_citations` and `narrow_urls`: a table's condition may speak of the tables above it, which are narrowed by then.
_NARROWED = {
    "citations": "citation_id in (from narrow_citations)",
    "documents": "document_id in (select document_id from citations)",
    "claim_citations": "citation_id in (from narrow_citations)",
    "claims": "claim_id in (select claim_id from claim_citations)",
    "captures": "url in (from narrow_urls)",
    "signals": "capture_id in (select capture_id from captures)",
    "sources": "capture_id in (select capture_id from captures)",
    "verdicts": "claim_id in (select claim_id from claims)",  # of all citations of a claim: its parts are counted over them
    "evidence": "verdict_id in (select verdict_id from verdicts)",
    "facts": "verdict_id in (select verdict_id from verdicts)",
    "citation_facts": "citation_id in (from narrow_citations)",
    "witnesses": "claim_id in (select claim_id from claims)",
    "notices": "citation_id in (from narrow_citations)",
    "changes": "new_capture_id in (select capture_id from captures)",
    "changed_facts": "change_id in (select change_id from changes)",
    "changed_claims": "change_id in (select change_id from changes)",
}

# The addresses that are cited, and those that the pages there list or offer (warehouse/views/followed.sql), asked twice: in two steps.
_CITED = "insert into narrow_urls select url from {all}.citations where citation_id in (from narrow_citations) and url is not null"
_OFFERED = """
    insert into narrow_urls
    select unnest(case when name in ('listed', 'appendix') then try_cast(try_cast(value as json) as varchar[]) else [value] end)
    from {all}.signals
    where name in ('file', 'more', 'listed', 'appendix') and capture_id in (select capture_id from {all}.captures where url in (from narrow_urls))
"""


@contextmanager
def narrow(
    connection: duckdb.DuckDBPyConnection, *, urls: Sequence[str], citations: Sequence[str]
) -> Iterator[Callable[[str, str, str], None]]:
    """Let views that are worked out, and queries, see only these addresses and citations, and what these cite.

    What hangs on one of them is seen whole: all captures of an address, all claims that a citation is there for. A table that is not named
    above is seen whole too; what is yielded narrows one more: (table, where its rows are, which of them).
    """
    catalog = connection.execute("select current_database()").fetchall()[0][0].replace('"', '""')
    everything = f'"{catalog}".main'
    made: list[str] = []

    def hold(table: str, rows: str, which: str) -> None:
        connection.execute(f"create temp table {table} as from {rows} where {which}")
        made.append(table)

    for table, keys in (("narrow_citations", citations), ("narrow_urls", urls)):
        connection.execute(f"create temp table {table} as select unnest($keys::varchar[]) as key", {"keys": keys})
        made.append(table)
    connection.execute(_CITED.format(all=everything))
    for _ in range(2):
        connection.execute(_OFFERED.format(all=everything))
    for table, which in _NARROWED.items():
        hold(table, f"{everything}.{table}", which)
    yield hold
    for table in made:
        connection.execute(f"drop table temp.{table}")
