-- One row per visit, with its hops, and what citations say of the address.
with
told as (
    select url, list_sort(list(distinct label)) as labels
    from citations
    where label is not null
    group by url
),
-- A capture from before beside a live visit: the archived copy first, else the oldest of our own.
earlier as (
    select
        now.visit_id,
        min_by(
            {'file': before.warc_file, 'place': before.warc_offset, 'visit_id': before.visit_id},
            (before.via <> 'memento', coalesce(before.memento_datetime, before.fetched_at), before.visit_id)
        ) as capture
    from visits as now
    join told on told.url = now.url
    join visits as before
        on before.url = now.url and before.visit_id <> now.visit_id
            and before.status = 200 and before.error is null and before.warc_offset is not null
            and coalesce(before.memento_datetime, before.fetched_at) < now.fetched_at
    where now.via = 'live'
    group by now.visit_id
),
travelled as (
    select visit_id, to_json(list(hops order by number)) as hops
    from hops
    group by visit_id
)
select
    visits.visit_id as subject_id,
    md5(coalesce(told.labels::varchar, '') || coalesce(earlier.capture.visit_id, '')) as fingerprint,
    visits.*,
    travelled.hops,
    earlier.capture as earlier,
    coalesce(told.labels, []) as labels,
    getvariable('archive') as archive
from visits
left join told on told.url = visits.url
left join earlier on earlier.visit_id = visits.visit_id
left join travelled on travelled.visit_id = visits.visit_id
