-- One row per address visited: its latest visit, and the last thing that happened to it.
-- An event is the first visit, a change in wording or substance, and a turn between read, dead and unread.
-- needs: url_history, successive_changes
-- kept: by url when large
create or replace view latest_events as
with
turns as (
    select
        url, fetched_at as seen_at,
        case
            when lag(outcome_group) over seen is null then 'first visited'
            when outcome_group = 'read' then 'read again'
            when outcome_group = 'dead' then 'dead'
            else 'not read'
        end as what,
        outcome_group is distinct from lag(outcome_group) over seen as turned
    from url_history
    window seen as (partition by url order by fetched_at, capture_id)
),
events as (
    select url, seen_at, what from turns where turned
    union all
    select url, seen_at, 'changed' from successive_changes where change not in ('none', 'cosmetic')
),
latest as (
    select url, max(seen_at) as event_at, arg_max(what, seen_at) as event from events group by url
)
select
    newest.url, newest.fetched_at as visited_at, latest.event, latest.event_at,
    newest.outcome_group = 'dead' and not newest.confirmed as failing
from url_history as newest
join latest using (url)
where newest.newest = 1;
comment on column latest_events.url is 'the address';
comment on column latest_events.visited_at is 'when it was last visited';
comment on column latest_events.event is 'what last happened to it: first visited, changed, dead, not read, read again';
comment on column latest_events.event_at is 'when that was seen';
comment on column latest_events.failing is 'true where its latest answer is dead, and that is not confirmed';
