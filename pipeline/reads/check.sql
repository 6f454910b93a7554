-- One row per claim, citation and capture: each claim against each capture that stands for a source of it: as it is now, as it was
-- when cited, the one that the verdict rests on, and those of the pages that belong to it (`role`).
with defined as (
    select text_id, list(distinct {'short': text, 'long': name}) as aliases from mentions where kind = 'abbreviation' group by text_id
),
standing as (
    select citation_id, unnest(list_distinct([now_capture_id, as_cited_capture_id, basis_capture_id])) as capture_id, null as role from readings
    union all
    select citation_id, capture_id, role from followed where capture_id is not null
)
select
    md5(claim_citations.claim_id || claim_citations.citation_id || captures.capture_id) as subject_id,
    claim_citations.claim_id, claim_citations.citation_id, captures.capture_id,
    claims.text as claim, claims.date as claim_date, documents.language as claim_language,
    captures.outcome, captures.reason as outcome_reason,
    sources.text as source_text, sources.language as source_language, sources.published as source_date,
    citations.stated_date, citations.stated_publisher, citations.stated_title, citations.source_kind as stated_kind,
    sources.published as found_date, sources.modified as found_modified, sources.publisher as found_publisher, sources.title as found_title,
    captures.final_url as found_url, standing.role, documents.date as document_date, captures.memento_datetime, coalesce(defined.aliases, []) as aliases,
    md5(to_json([
        claims.text, claims.date, documents.date, documents.language, captures.outcome, captures.reason, sources.text_id,
        sources.language, sources.published, sources.publisher, sources.title, citations.stated_date,
        citations.stated_publisher, citations.stated_title, citations.source_kind, sources.modified,
        to_json(list_sort(coalesce(defined.aliases, [])))::varchar
    ])) as fingerprint
from claim_citations
join claims using (claim_id)
join citations using (citation_id)
join documents on documents.document_id = citations.document_id
join standing on standing.citation_id = citations.citation_id
join captures on captures.capture_id = standing.capture_id
left join sources on sources.capture_id = captures.capture_id
left join defined on defined.text_id = documents.text_id
