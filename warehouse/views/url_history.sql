-- One row per live capture of an address: what it answered, and how it stood with the address until then.
-- A streak counts the dead answers since the source was last read; a wall or a timeout neither adds to it nor ends it.
-- needs: outcome_groups
-- kept: by url
create or replace view url_history as
with
answers as (
    select url, capture_id, outcome, outcome_group, reason, status, fetched_at, final_url
    from captures
    join outcome_groups using (outcome)
    where via = 'live'
),
lives as (
    select *, count(*) filter (outcome_group = 'read') over (partition by url order by fetched_at, capture_id) as life
    from answers
),
counted as (
    select
        url, capture_id, outcome, outcome_group, reason, status, fetched_at, final_url,
        row_number() over (partition by url order by fetched_at desc, capture_id desc) as newest,
        count(*) filter (outcome_group = 'dead') over streak as checks_failed,
        count(distinct case when outcome_group = 'dead' then fetched_at::date end) over streak as days_failed,
        count(*) filter (outcome_group = 'dead' and (status = 410 or (outcome = 'gone' and status is null))) over streak as unmistakable,
        min(fetched_at) filter (outcome_group = 'dead') over streak as failing_since,
        max(fetched_at) filter (outcome_group = 'read') over (partition by url order by fetched_at, capture_id) as last_live_at
    from lives
    window streak as (partition by url, life order by fetched_at, capture_id)
)
select *, (checks_failed >= 3 and days_failed >= 2) or unmistakable >= 2 as confirmed from counted;
comment on column url_history.url is 'the address';
comment on column url_history.capture_id is 'the capture';
comment on column url_history.outcome is 'what the address answered';
comment on column url_history.outcome_group is 'read, dead or unread';
comment on column url_history.reason is 'what decided';
comment on column url_history.status is 'HTTP status; null where nothing answered';
comment on column url_history.fetched_at is 'when';
comment on column url_history.final_url is 'where the journey ended';
comment on column url_history.newest is '1 for the latest capture of the address';
comment on column url_history.checks_failed is 'dead answers since the source was last read, this one included';
comment on column url_history.days_failed is 'on how many days';
comment on column url_history.unmistakable is 'how many of them were 410 or "no such host"';
comment on column url_history.failing_since is 'when the first of them was given';
comment on column url_history.last_live_at is 'when the source was last read';
comment on column url_history.confirmed is 'true from three failed checks on at least two days, or an unmistakable end twice (rule: as InternetArchiveBot counts)';
