-- One row per two places of a document that contradict each other: a duration and its dates, a weekday, a count and its list.
create or replace view disagreements as
select document_id, kind, text, start, other_text, other_start, note
from agreements
where status = 'mismatch'
order by document_id, start;
comment on column disagreements.document_id is 'the document';
comment on column disagreements.kind is 'relative_date, duration, weekday, list or count';
comment on column disagreements.text is 'the words of the first place';
comment on column disagreements.start is 'where they begin in the document''s text';
comment on column disagreements.other_text is 'the words of the other place';
comment on column disagreements.other_start is 'where those begin';
comment on column disagreements.note is 'what was reckoned';
