-- One row per citation with a link: the last day on which its author can have looked at the source.
-- The accessed date of the citation itself comes before the document's date; a partial date means its last day.
create or replace view cited_on as
with
stated as (
    select citation_id, document_id, url, coalesce(citations.accessed_date, documents.date) as stated_on
    from citations
    join documents using (document_id)
    where url is not null
)
select
    citation_id, document_id, url,
    case length(stated_on)
        when 4 then stated_on || '-12-31'
        when 7 then strftime(last_day(try_cast(stated_on || '-01' as date)), '%Y-%m-%d')
        when 10 then stated_on
    end as cited_on
from stated;
comment on column cited_on.citation_id is 'the citation';
comment on column cited_on.document_id is 'the document that cites';
comment on column cited_on.url is 'the address cited';
comment on column cited_on.cited_on is 'the last day on which the source can have been cited; null where the document has no date';
