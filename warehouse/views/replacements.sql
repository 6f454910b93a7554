-- One row per citation whose link is dead, failing, or whose source changed in substance: what to cite instead, and why.
-- First the address where the text that was cited stands now, else the archived copy nearest the day of citing; null where neither is known.
-- needs: dead_citations, changed_citations, readings, url_history
-- kept: by whole when large
create or replace view replacements as
with
trouble as (
    select citation_id, case when confirmed then 'dead' else 'failing' end as why, outcome || ': ' || reason as says
    from dead_citations
    union all
    select citation_id, 'changed', change || ': ' || reason
    from changed_citations
    where change in ('substantive', 'replaced')
),
texts as (
    select
        readings.citation_id,
        coalesce(cited.text_id, case when readings.last_good_capture_id <> readings.now_capture_id then good.text_id end) as text_id
    from readings
    left join sources as cited on cited.capture_id = readings.as_cited_capture_id
    left join sources as good on good.capture_id = readings.last_good_capture_id
),
standing as (
    select sources.text_id, arg_max(url_history.final_url, (url_history.fetched_at, url_history.capture_id)) as final_url, max(fetched_at) as seen_at
    from url_history
    join sources using (capture_id)
    where url_history.newest = 1 and url_history.outcome_group = 'read'
    group by sources.text_id
)
select
    citations.document_id, citations.citation_id, citations.ref, citations.marker, citations.label, citations.printed, citations.url,
    trouble.why, trouble.says,
    coalesce(case when standing.final_url <> citations.url then standing.final_url end, copy.memento_url, led.final_url) as replacement,
    case
        when standing.final_url <> citations.url then 'moved'
        when copy.memento_url is not null then 'archived'
        when led.final_url is not null then 'moved'
    end as kind,
    case when standing.final_url <> citations.url then standing.seen_at else coalesce(copy.memento_datetime, led.fetched_at) end as taken_at
from trouble
join citations using (citation_id)
join readings using (citation_id)
left join captures as copy on copy.capture_id = readings.as_cited_capture_id
left join captures as led on readings.basis = 'redirect' and led.capture_id = readings.basis_capture_id
left join texts using (citation_id)
left join standing using (text_id)
order by citations.document_id, citations.start, citations.ref;
comment on column replacements.document_id is 'the document that cites';
comment on column replacements.citation_id is 'the citation';
comment on column replacements.ref is 'its short name in the document';
comment on column replacements.marker is 'the mark that calls its note';
comment on column replacements.label is 'the words that introduce the link';
comment on column replacements.printed is 'the link as the document shows it';
comment on column replacements.url is 'the address cited';
comment on column replacements.why is 'dead (confirmed), failing (not yet), or changed (in substance)';
comment on column replacements.says is 'what decided';
comment on column replacements.replacement is 'the address to cite instead; null where none is known';
comment on column replacements.kind is 'moved: the text as cited stands there now; archived: the copy nearest the day of citing';
comment on column replacements.taken_at is 'when the archive took it, or when it was seen there';
