-- One row per event in the life of a cited source: when it was cited, archived, visited, and when it changed.
-- needs: url_history, successive_changes, cited_on
-- kept: by citation_id when large
create or replace view lifelines as
select citation_id, document_id, url, cast(cited_on as date)::timestamp at time zone 'UTC' as happened_at, 'cited' as event, 'the last day on which it can have been cited' as says
from cited_on
where cited_on is not null
union all
select distinct cited_on.citation_id, cited_on.document_id, cited_on.url, captures.memento_datetime, 'archived', coalesce(captures.memento_url, 'an archived copy')
from cited_on
join captures on captures.url = cited_on.url and captures.via = 'memento' and captures.outcome = 'live'
where captures.memento_datetime is not null
union all
select citation_id, document_id, url, fetched_at, outcome_group, outcome || ': ' || reason
from cited_on
join url_history using (url)
union all
select citation_id, document_id, url, seen_at, 'changed', change || ': ' || reason
from cited_on
join successive_changes using (url)
where change not in ('none', 'cosmetic');
comment on column lifelines.citation_id is 'the citation';
comment on column lifelines.document_id is 'the document that cites';
comment on column lifelines.url is 'the address cited';
comment on column lifelines.happened_at is 'when it happened, or was seen';
comment on column lifelines.event is 'cited, archived (a memento that was read), read, dead, unread (a visit), or changed (in wording or substance)';
comment on column lifelines.says is 'that in a line';
