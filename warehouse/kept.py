"""Views whose rows are kept: worked out when a run ends, for what has changed since, so that a reader's first page comes at once.

A view with a line `-- kept: by KEY` (`whole`: all of it, whenever anything changes) is two things in a warehouse on disk: `kept.NAME_now`, which works it out, and `NAME`, which shows the
rows that were kept. A run itself looks at the former (`look_live`); `refresh` brings the latter up to date before publishing. With `when large` behind
the key, rows are kept from LARGE citations on: below, to work such a view out takes less than to keep it. A view that is kept by a key looks at nothing
beside what hangs on that key (warehouse/narrow.py says what that is).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.narrow import narrow

_KEPT = re.compile(r"^-- kept: by (url|citation_id|claim_id|whole)(?P<large> when large)?$", re.MULTILINE)
LARGE = 50_000  # citations; at 100,000 the slowest of these views take 0.2 to 2 s to work out, at 1,000,000 up to 27 s (docs/scaling.md)

# What a batch of rows makes stale: the key of the rows of a table that a stage made from some subjects.
_TOUCHED = (
    ("captures", "url", "select url from captures where {made}"),
    ("documents", "citation_id", "select citation_id from documents join citations using (document_id) where {made}"),
    ("claims", "claim_id", "select claim_id from claims where {made}"),
    ("verdicts", "citation_id", "select citation_id from verdicts where {made}"),
    ("witnesses", "citation_id", "select citation_id from witnesses where {made}"),
    ("citation_facts", "citation_id", "select citation_id from citation_facts where {made}"),
    ("changes", "url", "select url from changes where {made}"),
    ("decisions", "citation_id", "select citation_id from decisions where {made}"),
    ("decisions", "url", "select url from decisions where {made}"),
)
# These come and go with a row of the tables above, or no kept view reads them. Any other table makes all stale.
_LED = frozenset(
    """citations claim_citations visits hops signals sources mentions evidence facts changed_facts edits changed_claims issues
    citation_places open_words source_relations agreements opinions saves screenshots""".split()
)


_OWN = """
    create table if not exists kept.stale (key_name varchar not null, key varchar not null);
    comment on table kept.stale is 'a row a key whose kept rows are to be worked out anew before the next publication';
    comment on column kept.stale.key_name is 'url, citation_id, claim_id, or all';
    comment on column kept.stale.key is 'the address, the citation or the claim; empty for all';
    create table if not exists kept.names (name varchar primary key, key varchar not null, place bigint not null);
    comment on table kept.names is 'a row a view whose rows are kept';
    comment on column kept.names.name is 'the view';
    comment on column kept.names.key is 'the column by which its rows are kept; whole: all of them together';
    comment on column kept.names.place is 'its place in the order in which they are worked out';
"""

# The citations of some addresses, or of a page that lists or offers them in one step or in two (warehouse/views/followed.sql).
_CITING = """
    with recursive told as materialized (
        select captures.url as teller, unnest(case when name in ('listed', 'appendix') then try_cast(try_cast(value as json) as varchar[]) else [value] end) as url
        from signals
        join captures using (capture_id)
        where name in ('file', 'more', 'listed', 'appendix')
    ),
    touched as (
        select unnest($urls) as url, 0 as steps
        union
        select teller, steps + 1 from told join touched using (url) where steps < 2
    )
    select citation_id from citations where url in (select url from touched)
"""
_CLAIMING = "select distinct claim_id from claim_citations where citation_id in (select unnest($citations::varchar[]))"


def key_of(sql: str, *, large: bool = True) -> str | None:
    """Return the column by which a view's rows are kept, None for a view that is worked out when it is asked."""
    found = _KEPT.search(sql)
    return found[1] if found and (large or not found["large"]) else None


def is_large(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether a warehouse has so many citations that more views keep their rows."""
    return connection.execute("select count(*) >= ? from citations", [LARGE]).fetchall() == [(True,)]


def create(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    """Create a kept view: what works it out, an empty table of its rows, and the view that shows them."""
    definition, _, comments = sql.partition(";\n")
    connection.execute("create schema if not exists kept")
    connection.execute(_OWN)
    connection.execute(definition.replace(f"view {name} as", f"view kept.{name}_now as", 1))
    connection.execute(f"create or replace table kept.{name} as from kept.{name}_now limit 0")
    connection.execute(f"create or replace view {name} as from kept.{name}; {comments}")
    connection.execute(comments.replace(f"comment on column {name}.", f"comment on column kept.{name}."))
    connection.execute(f"comment on table kept.{name} is 'the rows of the view {name}, as the last run left them'")
    connection.execute(f"comment on view kept.{name}_now is 'works out the view {name}; the columns are those'")
    place = "(select count(*) from kept.names)"
    connection.execute(f"insert or replace into kept.names values (?, ?, {place})", [name, key_of(sql)])


def look_live(connection: duckdb.DuckDBPyConnection) -> None:
    """Let this connection see kept views as they are worked out now."""
    for name in _names(connection):
        connection.execute(f"create or replace temp view {name} as from kept.{name}_now")


def touch(connection: duckdb.DuckDBPyConnection, stage: str, finished: list[str], tables: set[str]) -> None:
    """Take note of what becomes stale as the rows go or come that a stage made from the subjects in these files.

    To be called in the transaction of the load, before the old rows go and after the new ones have come.
    """
    if not _is_keeping(connection):
        return
    if tables - _LED - {table for table, _, _ in _TOUCHED}:
        all_stale(connection)
    for table, key_name, query in _TOUCHED:
        subjects = "(select subject_id from read_parquet($finished))"
        qualified = query.format(made=f"{table}.made_by = $stage and {table}.made_from in {subjects}")
        connection.execute(
            f"insert into kept.stale select distinct '{key_name}', key from ({qualified}) as touched(key) where key is not null",
            {"stage": stage, "finished": finished},
        )


def all_stale(connection: duckdb.DuckDBPyConnection) -> None:
    """Take note that every row of every kept view must be worked out anew."""
    connection.execute("insert into kept.stale values ('all', '')")


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the kept rows up to date with the tables; a kill in between leaves them as they were, and stale."""
    if not _is_keeping(connection):
        return
    stale = set(connection.execute("select distinct key_name, key from kept.stale").fetchall())
    if not stale:
        return
    keys = _keys(connection, stale)
    names = _names(connection)
    anew = ("all", "") in stale or _are_many(connection, keys["citation_id"])
    with _looking_at_kept(connection), _transaction(connection):
        if not anew:
            with narrow(connection, urls=keys["url"], citations=keys["citation_id"]) as hold:
                for name, column in names.items():
                    if column in keys:
                        which = f"{column} in (select unnest($keys::varchar[]))"
                        connection.execute(f"delete from kept.{name} where {which}", {"keys": keys[column]})
                        connection.execute(
                            f"insert into kept.{name} from kept.{name}_now where {which}", {"keys": keys[column]}
                        )
                    if column == "url":
                        hold(name, f"kept.{name}", "url in (from narrow_urls)")
        for name, column in names.items():
            if anew or column == "whole":
                connection.execute(f"delete from kept.{name}")  # to replace the table would take its comments away
                connection.execute(f"insert into kept.{name} from kept.{name}_now")
        connection.execute("delete from kept.stale")


def note(connection: duckdb.DuckDBPyConnection, citations: str) -> None:
    """Take note that the rows of some citations are stale: those that a query names. For what changes tables without a load."""
    if _is_keeping(connection):
        connection.execute(f"insert into kept.stale select distinct 'citation_id', citation_id from ({citations})")


@contextmanager
def as_kept(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Bring the kept rows up to date and let this connection read them, as readers will, though it looks at views live otherwise."""
    refresh(connection)
    if _is_keeping(connection):
        with _looking_at_kept(connection):
            yield
    else:
        yield


def _keys(connection: duckdb.DuckDBPyConnection, stale: set[tuple[str, str]]) -> dict[str, list[str]]:
    """Return what is stale by kind of key: the citations of stale addresses and the claims of stale citations too."""
    urls = sorted(key for name, key in stale if name == "url")
    citing = connection.execute(_CITING, {"urls": urls}).fetchall()
    citations = sorted({key for name, key in stale if name == "citation_id"} | {key for (key,) in citing})
    claiming = connection.execute(_CLAIMING, {"citations": citations}).fetchall()
    claims = sorted({key for name, key in stale if name == "claim_id"} | {key for (key,) in claiming})
    return {"url": urls, "citation_id": citations, "claim_id": claims}


def _are_many(connection: duckdb.DuckDBPyConnection, citations: list[str]) -> bool:
    """Say whether so many citations are stale that to work out all of them costs less than to seek these out."""
    return connection.execute("select 3 * ? > count(*) from citations", [len(citations)]).fetchall() == [(True,)]


@contextmanager
def _looking_at_kept(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let one kept view be worked out from the kept rows of another, not from its tables again, also where `look_live` was called."""
    shown = "select view_name from duckdb_views() where temporary and view_name in (select name from kept.names)"
    live = [name for (name,) in connection.execute(shown).fetchall()]
    for name in live:
        connection.execute(f"drop view temp.{name}")
    try:
        yield
    finally:
        if live:
            look_live(connection)


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("begin")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _is_keeping(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(
        connection.execute(
            "select 1 from duckdb_tables() where schema_name = 'kept' and table_name = 'stale'"
        ).fetchall()
    )


def _names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the kept views in an order in which each can be worked out, with the column that each is kept by."""
    return dict(connection.execute("select name, key from kept.names order by place").fetchall())
