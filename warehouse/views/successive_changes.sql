-- One row per step of a source's life: what changed between a capture that was read and the next one that was read.
-- needs: url_history
-- kept: by url when large
create or replace view successive_changes as
with
good as (
    select
        url, capture_id, fetched_at,
        lag(capture_id) over (partition by url order by fetched_at, capture_id) as before_id
    from url_history
    where outcome_group = 'read'
)
select
    good.url, changes.change_id, changes.change, changes.score, changes.reason, good.fetched_at as seen_at,
    changes.old_capture_id, changes.new_capture_id
from good
join changes on changes.new_capture_id = good.capture_id and changes.old_capture_id = good.before_id;
comment on column successive_changes.url is 'the address';
comment on column successive_changes.change_id is 'the change';
comment on column successive_changes.change is 'none, cosmetic, minor, substantive or replaced';
comment on column successive_changes.score is 'how sure, 0 to 1';
comment on column successive_changes.reason is 'what decided';
comment on column successive_changes.seen_at is 'when the later capture was made';
comment on column successive_changes.old_capture_id is 'the capture before';
comment on column successive_changes.new_capture_id is 'the capture after';
