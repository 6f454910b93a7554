-- One row per edit between two visits of an address at most two days apart that has not stood since: a place that differs from visit to visit.
-- A place that the next visit found as it was is an edit, not one of these. Comparing passes over them (nlp/volatile.py), but for what a claim stands on.
-- needs: url_history, successive_changes
create or replace view volatile_parts as
with
steps as (
    select
        later.url, later.change_id, later.change, later.old_capture_id, later.new_capture_id, later.seen_at,
        later.seen_at - earlier.fetched_at as apart,
        lead(later.change_id) over (partition by later.url order by later.seen_at, later.new_capture_id) as next_id
    from successive_changes as later
    join url_history as earlier on earlier.capture_id = later.old_capture_id
),
parts as (
    select
        steps.url, steps.change_id, edits.number, edits.op, edits.old, edits.new, edits.above, edits.below, steps.old_capture_id,
        steps.new_capture_id, steps.seen_at, steps.next_id
    from steps
    join edits using (change_id)
    where steps.apart <= interval 2 days and steps.change in ('cosmetic', 'minor', 'substantive')
)
select url, change_id, number, op, old, new, above, below, old_capture_id, new_capture_id, seen_at
from parts
where next_id is null or exists (
    select 1 from edits as later
    where later.change_id = parts.next_id
        and (later.old = parts.new or (parts.new is null and later.above = parts.above and later.below = parts.below))
);
comment on column volatile_parts.url is 'the address';
comment on column volatile_parts.change_id is 'the change between the two visits';
comment on column volatile_parts.number is 'place of the edit in it';
comment on column volatile_parts.op is 'insert, delete or replace';
comment on column volatile_parts.old is 'the words at the earlier visit';
comment on column volatile_parts.new is 'the words at the later one';
comment on column volatile_parts.above is 'the line that stays above';
comment on column volatile_parts.below is 'the line that stays below';
comment on column volatile_parts.old_capture_id is 'the earlier visit''s capture';
comment on column volatile_parts.new_capture_id is 'the later one''s';
comment on column volatile_parts.seen_at is 'when the later one was made';
