-- One row per citation whose link is dead, failing, or whose source changed in substance: what to cite instead, and why.
-- First the address where the text that was cited stands now, else the archived copy nearest the day of citing; null where neither is known.
-- needs: citation_status, dead_citations, changed_citations, cited_texts, standing_texts
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
lost as (
    select * from cited_texts where citation_id in (select citation_id from trouble)
),
standing as (
    select text_id, arg_max(final_url, (seen_at, capture_id)) as final_url, max(seen_at) as seen_at
    from standing_texts
    where text_id in (select lost_text_id from lost)
    group by text_id
)
select
    citations.document_id, citations.citation_id, citations.ref, citations.marker, citations.label, citations.printed, citations.url,
    trouble.why, trouble.says,
    case
        when standing.final_url <> citations.url then standing.final_url
        when status.rescue_memento_url is not null then status.rescue_memento_url
        when status.basis = 'redirect' then lost.final_url
    end as replacement,
    case
        when standing.final_url <> citations.url then 'moved'
        when status.rescue_memento_url is not null then 'archived'
        when status.basis = 'redirect' and lost.final_url is not null then 'moved'
    end as kind,
    case
        when standing.final_url <> citations.url then standing.seen_at
        when status.rescue_memento_datetime is not null then status.rescue_memento_datetime
        when status.basis = 'redirect' then lost.seen_at
    end as taken_at
from trouble
join citations using (citation_id)
join citation_status as status using (citation_id)
left join lost using (citation_id)
left join standing on standing.text_id = lost.lost_text_id
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
