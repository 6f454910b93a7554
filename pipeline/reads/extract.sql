-- One row per visit, with its hops, and what citations say of the address.
with
told as (
    select url, list_sort(list(distinct label)) as labels
    from citations
    where label is not null
    group by url
),
travelled as (
    select visit_id, to_json(list(hops order by number)) as hops
    from hops
    group by visit_id
)
select
    visits.visit_id as subject_id,
    md5(coalesce(told.labels::varchar, '')) as fingerprint,
    visits.*,
    travelled.hops,
    coalesce(told.labels, []) as labels,
    getvariable('archive') as archive
from visits
left join told on told.url = visits.url
left join travelled on travelled.visit_id = visits.visit_id
