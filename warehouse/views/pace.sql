-- One row per address cited, or belonging to a page cited (`followed`, as many as fetch.follow says): when its next visit is due, after how many days, and why.
-- The longer it has been the same, the seldomer it is visited: watch.growth of the days since the last event, within watch.min_days and
-- watch.max_days. An event is the first visit, a change in wording or substance, and a turn between read, dead and unread.
-- needs: latest_events, cited_on, followed
create or replace view pace as
with
rule as (
    select
        coalesce(max(value) filter (name = 'watch.min_days'), 1) as min_days,
        coalesce(max(value) filter (name = 'watch.max_days'), 30) as max_days,
        coalesce(max(value) filter (name = 'watch.growth'), 0.5) as growth,
        coalesce(max(value) filter (name = 'fetch.follow'), 20) as follow
    from thresholds
),
timed as (
    select latest_events.*, epoch(visited_at - event_at) / 86400 as quiet_days, rule.* exclude (follow)
    from latest_events
    cross join rule
),
cited as (
    select url, count(*) as citations
    from (select url, citation_id from cited_on union select url, citation_id from followed where place <= (select follow from rule))
    group by url
)
select
    cited.url, cited.citations, visited_at, event, event_at,
    case
        when visited_at is null then 0
        when failing then min_days
        else greatest(min_days, least(max_days, growth * quiet_days))
    end as every_days,
    coalesce(
        visited_at + to_microseconds(cast(86400e6 * case when failing then min_days else greatest(min_days, least(max_days, growth * quiet_days)) end as bigint)),
        timestamptz '1970-01-01 00:00:00+00') as due_at,
    case
        when visited_at is null then 'never visited'
        when failing then 'failing, and not yet confirmed dead'
        when growth * quiet_days >= max_days then event || ' long ago: as seldom as is allowed'
        when growth * quiet_days <= min_days then event || ' lately: as often as is allowed'
        else event || ' ' || cast(round(quiet_days) as bigint) || ' days before the last visit'
    end as why
from cited
left join timed using (url)
order by due_at, cited.url;
comment on column pace.url is 'the address';
comment on column pace.citations is 'how many citations give it, or a page that it belongs to';
comment on column pace.visited_at is 'when it was last visited; null: never';
comment on column pace.event is 'what last happened to it: first visited, changed, dead, not read, read again';
comment on column pace.event_at is 'when that was seen';
comment on column pace.every_days is 'days from the last visit to the next';
comment on column pace.due_at is 'when the next visit is due; 1970 where it was never visited';
comment on column pace.why is 'why then';
