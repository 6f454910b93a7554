-- Where an edit stood, so that what differs from visit to visit is known again.
alter table edits add column above varchar;
alter table edits add column below varchar;

comment on column edits.above is 'the line that stays above the edit; empty at the beginning of the text';
comment on column edits.below is 'the line that stays below it; empty at the end';
