-- One row per host, year of citing and kind of source: how many citations live, fail, are dead, changed and rescued.
-- needs: citation_status, changed_citations, readings
-- kept: by whole when large
create or replace view reference_rot as
with
judged as (
    select
        status.citation_id, status.health, status.rescued,
        regexp_replace(regexp_extract(lower(status.url), '^[a-z]+://(?:[^/@]*@)?([^/:?#]+)', 1), '^www\.', '') as host,
        coalesce(left(readings.cited_on, 4), 'not dated') as year,
        coalesce(citations.source_kind, 'not stated') as kind,
        status.health = 'dead' and status.confirmed as dead,
        status.health = 'dead' and not status.confirmed as failing,
        changed.change in ('substantive', 'replaced') as changed
    from citation_status as status
    join citations using (citation_id)
    left join readings on readings.citation_id = status.citation_id
    left join changed_citations as changed on changed.citation_id = status.citation_id
    where status.url is not null
)
select
    case when grouping(host) = 0 then 'host' when grouping(year) = 0 then 'year' when grouping(kind) = 0 then 'kind' else 'all' end as part,
    coalesce(host, year, kind, 'all') as name, count(*) as citations,
    count(*) filter (health = 'live') as live,
    count(*) filter (health = 'unread') as unread,
    count(*) filter (failing) as failing,
    count(*) filter (dead) as dead,
    count(*) filter (changed) as changed,
    count(*) filter (rescued) as rescued,
    round(count(*) filter (dead) / count(*), 3) as share_dead,
    round(count(*) filter (dead or changed) / count(*), 3) as share_rotten
from judged
group by grouping sets ((), (host), (year), (kind))
having count(*) > 0
order by array_position(['all', 'year', 'kind', 'host'], part), citations desc, name;
comment on column reference_rot.part is 'all, year (of citing), kind (of source), or host';
comment on column reference_rot.name is 'which one';
comment on column reference_rot.citations is 'citations with a link';
comment on column reference_rot.live is 'whose source was read at the last visit';
comment on column reference_rot.unread is 'that were not read: a wall, a timeout, not visited';
comment on column reference_rot.failing is 'that answer as dead, and are not confirmed';
comment on column reference_rot.dead is 'that are confirmed dead (link rot)';
comment on column reference_rot.changed is 'whose source changed in substance (content drift)';
comment on column reference_rot.rescued is 'for which an archived copy stands in';
comment on column reference_rot.share_dead is 'dead, of all';
comment on column reference_rot.share_rotten is 'dead or changed, of all (reference rot)';
