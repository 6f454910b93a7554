"""A warehouse of any size, made up in SQL: what the views are held against, and the load of a run."""

from __future__ import annotations

from dataclasses import fields

import duckdb

from warehouse import kept
from warehouse.records import Capture, Visit


def fill(connection: duckdb.DuckDBPyConnection, *, citations: int, mentions: int, captures: int) -> None:
    """Fill an empty warehouse with so many rows: one document in ten citations, one address in two, most of them read.

    An address has been visited a few times over two years, one in ten twice on the day: most live on, some died, some were walled, all have an archived copy. Each claim
    was held against the archived copy and the latest one that was read; a third of the sources have changed in between.
    """
    documents, urls = max(citations // 10, 1), max(citations // 2, 1)
    sizes = {"documents": documents, "citations": citations, "urls": urls, "captures": captures, "mentions": mentions}
    for name, value in sizes.items():
        connection.execute(f"set variable {name} = {value}")
    for statement in _ROWS:
        connection.execute(statement)
    connection.execute("checkpoint")


def tell(connection: duckdb.DuckDBPyConnection) -> None:
    """Let `watch` have told all states of links, contents, evidence and verdicts as they stand, but for one in fifty."""
    kept.note(connection, "select citation_id from citations")
    connection.execute(
        """
        insert into notices by name
        select 'n' || row_number() over () as notice_id, 'told' as digest_id, citation_id, claim_id, topic, state, 'baseline' as kind,
            says, timestamptz '2026-01-01 00:00:00+00' as made_at, timestamptz '2026-01-01 00:00:00+00' as sent_at, 'baseline' as channel
        from watch_states
        where hash(citation_id || claim_id || topic) % 50 <> 0
        """
    )


_TEXT = "'The lab of place ' || {n} || ' counted ' || {n} % 97 || ' people in ' || (2000 + {n} % 25) || ', it says.'"
_URL = "'https://www.site' || ({n} // 20) || '.example/page/' || {n}"

_SHARED = ", ".join(
    f'"{field.name}"'
    for field in fields(Capture)
    if field.name in {its.name for its in fields(Visit)} and field.name not in ("made_from", "made_by")
)

# The order in which hash() scatters numbers is as good as chance, and the same each time.
_ROWS = (
    f"""
    insert into documents by name
    select 'd' || n as made_from, 'read' as made_by, 'd' || n as document_id, 'letters/' || n || '.txt' as path, 'd' || n as sha256,
        'txt' as format, 'Letter ' || n as title, (2010 + n % 14) || '-05-17' as date, 'en' as language, 't' || n as text_id,
        repeat({_TEXT.format(n="n")} || ' ', 20) as text
    from range(getvariable('documents')) as r(n)
    """,
    f"""
    insert into citations by name
    select 'd' || n // 10 as made_from, 'read' as made_by, 'c' || n as citation_id, 'd' || n // 10 as document_id,
        'c' || (n % 10 + 1) as ref, (n % 10 + 1)::varchar as marker, 'footnote' as kind, {_URL.format(n="m")} as printed,
        {_URL.format(n="m")} as url, [] as candidates, 'Report of place ' || m as label, n % 10 * 50 as start, n % 10 * 50 + 40 as "end"
    from (select n, hash(n) % getvariable('urls') as m from range(getvariable('citations')) as r(n))
    """,
    f"""
    insert into claims by name
    select 'd' || n // 10 as made_from, 'read' as made_by, 'k' || n as claim_id, 'd' || n // 10 as document_id,
        'k' || (n % 10 + 1) as ref, {_TEXT.format(n="n")} as text, n % 10 * 50 as start, n % 10 * 50 + 45 as "end", 2 as assertions,
        (2010 + n // 10 % 14) || '-05-17' as date
    from range(getvariable('citations')) as r(n)
    """,
    """
    insert into claim_citations by name
    select made_from, made_by, 'k' || substr(citation_id, 2) as claim_id, citation_id, start as anchor from citations
    """,
    f"""
    insert into visits by name
    with numbered as (
        select n, n % getvariable('urls') as m, n // getvariable('urls') as round from range(getvariable('captures')) as r(n)
    )
    select 'w' || n // 5000 || '.warc.gz' as made_from, 'index' as made_by, 'v' || n as visit_id, {_URL.format(n="m")} as url,
        case when round = 0 then 'memento' else 'live' end as via,
        case when round = 0 then (2010 + m % 14) || '-05-17' end as asked_for, {_URL.format(n="m")} as final_url,
        case when hash(m) % 10 = 0 and round > 5 then 404 else 200 end as status, 'text/html' as media_type, 20000 as bytes,
        md5('b' || m || round // 4) as sha256, timestamptz '2024-01-01 00:00:00+00' + to_days((round - (m % 10 = 3)::int * round % 2) * 70) + to_seconds(round + m % 80000) as fetched_at,
        'live' as web, timestamptz '2024-01-01 00:00:00+00' + to_days((round - (m % 10 = 3)::int * round % 2) * 70) + to_seconds(round + m % 80000) as asked_at,
        case when round = 0 then 'https://archive.example/' || m end as memento_url,
        case when round = 0 then timestamptz '2012-01-01 00:00:00+00' end as memento_datetime,
        'w' || n // 5000 || '.warc.gz' as warc_file, n % 5000 * 20000 as warc_offset, 'r' || n as warc_record_id
    from numbered
    """,
    """
    insert into hops by name
    select made_from, made_by, visit_id || '-0' as hop_id, visit_id, 0 as number, url, 'asked' as kind, status, fetched_at, warc_record_id
    from visits
    """,
    f"""
    insert into captures by name
    select {_SHARED}, visit_id as made_from, 'extract' as made_by,
        'p' || substr(visit_id, 2) as capture_id, url as urlkey,
        case when status = 404 then 'gone' when hash(visit_id) % 12 = 0 then 'bot_wall' else 'live' end as outcome,
        'the answer was ' || status as reason
    from visits
    """,
    """
    insert into verdicts by name
    with held as (
        select claim_id, citation_id, capture_id from claim_citations join citations using (citation_id) join captures using (url)
        where outcome = 'live'
        qualify row_number() over (partition by claim_id, citation_id, via order by fetched_at desc) = 1
    )
    select claim_id as made_from, 'check' as made_by, 'j' || claim_id || capture_id as verdict_id, claim_id, citation_id, capture_id,
        ['supported', 'supported', 'partly_supported', 'not_supported', 'contradicted'][(hash(capture_id) % 5 + 1)::int] as verdict,
        (hash(capture_id) % 100) / 100 as score, hash(capture_id) % 2 = 0 as sure, 'all that is stated stands in the source' as reason
    from held
    """,
    """
    insert into witnesses by name
    select claim_id as made_from, 'corroborate' as made_by, claim_id, citation_id, max(capture_id) as capture_id, 1 as witness
    from verdicts group by claim_id, citation_id
    """,
    """
    insert into evidence by name
    select made_from, made_by, verdict_id, 1 as rank, 3 as sentence, 90 as start, 140 as "end", 'The lab counted people, it says.' as text, score
    from verdicts
    """,
    """
    insert into facts by name
    select made_from, made_by, 'f' || verdict_id as fact_id, verdict_id, 'number' as kind,
        case when verdict = 'contradicted' then 'mismatch' else 'match' end as status, '25' as claim, '25' as source,
        4 as claim_start, 6 as claim_end, 100 as source_start, 102 as source_end
    from verdicts
    """,
    """
    insert into changes by name
    with sides as (
        select url, arg_max(capture_id, fetched_at) filter (via = 'memento') as old_capture_id,
            arg_max(capture_id, fetched_at) filter (via = 'live') as new_capture_id
        from captures where outcome = 'live' group by url
    )
    select old_capture_id || new_capture_id as made_from, 'compare' as made_by, 'x' || old_capture_id || new_capture_id as change_id, url,
        old_capture_id, new_capture_id, ['none', 'minor', 'substantive'][(hash(url) % 3 + 1)::int] as change, .5 as score, 'a number changed' as reason
    from sides where old_capture_id is not null and new_capture_id is not null
    """,
    """
    insert into changes by name
    with steps as (
        select url, capture_id as new_capture_id, lag(capture_id) over visits as old_capture_id, fetched_at - lag(fetched_at) over visits as apart
        from captures where outcome = 'live' and via = 'live'
        window visits as (partition by url order by fetched_at, capture_id)
    )
    select old_capture_id || new_capture_id as made_from, 'compare' as made_by, 'y' || old_capture_id || new_capture_id as change_id, url,
        old_capture_id, new_capture_id, if(apart < interval 1 day, 'cosmetic', 'none') as change, 0 as score, 'the same words' as reason
    from steps where old_capture_id is not null and hash(new_capture_id) % 4 = 0
    """,
    """
    insert into edits by name
    select made_from, made_by, change_id, 1 as number, 'replace' as op, 'It was read 4 times' as old, 'It was read 9 times' as new,
        'Report' as above, '' as below
    from changes where change = 'cosmetic'
    """,
    f"""
    insert into claims by name
    select 'd' || n as made_from, 'read' as made_by, 'u' || n as claim_id, 'd' || n as document_id, 'k11' as ref,
        {_TEXT.format(n="n")} as text, 600 as start, 650 as "end", n % 4 as assertions, (2010 + n % 14) || '-05-17' as date
    from range(getvariable('documents')) as r(n)
    """,
    """
    insert into signals by name
    select made_from, made_by, capture_id, 'status' as name, status::varchar as value from captures
    """,
    """
    insert into signals by name
    select made_from, made_by, capture_id, 'file' as name, url || '.pdf' as value from captures where hash(url) % 20 = 0
    """,
    f"""
    insert into sources by name
    select made_from, made_by, capture_id, 's' || md5(sha256) as text_id, 'Report' as title, 'Site' as publisher,
        strftime(fetched_at, '%Y-%m-%d') as published, 'en' as language, media_type, 'x' as extractor,
        {_TEXT.format(n="hash(capture_id) % 1000")} as text
    from captures where outcome = 'live'
    """,
    """
    insert into mentions by name
    select text_id as made_from, 'annotate' as made_by, 'm' || n as mention_id, text_id,
        ['entity', 'date', 'number', 'quote'][(n % 4 + 1)::int] as kind, n % 20 * 40 as start, n % 20 * 40 + 9 as "end", 'place ' || n % 5000 as text,
        case when n % 4 = 0 then 'LOC' end as type, case when n % 4 = 0 then 'place ' || n % 5000 end as name
    from (select n, 't' || n % getvariable('documents') as text_id from range(getvariable('mentions')) as r(n))
    """,
)
