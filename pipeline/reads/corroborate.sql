-- One row per claim with a source that was read: the texts its verdicts rest on.
select
    md5('corroborate' || claim_citations.claim_id) as subject_id, claim_citations.claim_id,
    list({
        'citation_id': claim_citations.citation_id, 'capture_id': captures.capture_id, 'text': sources.text,
        'final_url': captures.final_url, 'publisher': sources.publisher, 'title': sources.title
    } order by citations.start, claim_citations.citation_id) as sources,
    md5(to_json(list([
        claim_citations.citation_id, captures.capture_id, sources.text_id, captures.final_url, sources.publisher, sources.title
    ] order by citations.start, claim_citations.citation_id))::varchar) as fingerprint
from claim_citations
join citations using (citation_id)
join rulings using (claim_id, citation_id)
join captures on captures.capture_id = rulings.capture_id
join sources on sources.capture_id = captures.capture_id
group by claim_citations.claim_id
