-- One row per claim and citation: what the source said of it as cited, at the last visit but one, and now; and what that comes to.
-- needs: readings, url_history
-- kept: by citation_id when large
create or replace view claim_stories as
with
good as (
    select url, capture_id, row_number() over (partition by url order by fetched_at desc, capture_id desc) as back
    from url_history
    where outcome_group = 'read'
),
told as (
    select
        claim_citations.claim_id, claim_citations.citation_id, readings.document_id, readings.url, readings.basis,
        cited.verdict as as_cited, before.verdict as before,
        case when readings.basis = 'live' then now.verdict end as now
    from claim_citations
    join readings using (citation_id)
    left join good as last_but_one on last_but_one.url = readings.url and last_but_one.back = case when readings.basis = 'live' then 2 else 1 end
    left join verdicts as cited
        on cited.claim_id = claim_citations.claim_id and cited.citation_id = claim_citations.citation_id and cited.capture_id = readings.as_cited_capture_id
    left join verdicts as before
        on before.claim_id = claim_citations.claim_id and before.citation_id = claim_citations.citation_id and before.capture_id = last_but_one.capture_id
    left join verdicts as now
        on now.claim_id = claim_citations.claim_id and now.citation_id = claim_citations.citation_id and now.capture_id = readings.now_capture_id
)
select
    claim_id, citation_id, document_id, url, as_cited as verdict_as_cited, before as verdict_before, now as verdict_now,
    case
        when now in ('supported', 'partly_supported') and coalesce(as_cited, before) in ('not_supported', 'contradicted') then 'says_so_now'
        when now = 'supported' and coalesce(as_cited, before) in ('supported', 'partly_supported') then 'says_so_still'
        when now = 'partly_supported' and coalesce(as_cited, before) = 'partly_supported' then 'says_so_still'
        when now = 'partly_supported' and coalesce(as_cited, before) = 'supported' then 'says_less_now'
        when now in ('not_supported', 'contradicted') and coalesce(as_cited, before) in ('supported', 'partly_supported') then 'true_then'
        when now in ('not_supported', 'contradicted') and coalesce(as_cited, before) in ('not_supported', 'contradicted') then 'never_said_so'
        when now is null and coalesce(as_cited, before) in ('supported', 'partly_supported') then 'true_then_unread_now'
    end as story
from told
order by document_id, claim_id, citation_id;
comment on column claim_stories.claim_id is 'the claim';
comment on column claim_stories.citation_id is 'the citation';
comment on column claim_stories.document_id is 'the document';
comment on column claim_stories.url is 'the address cited';
comment on column claim_stories.verdict_as_cited is 'the verdict on the archived copy nearest the day of citing; null where there is none';
comment on column claim_stories.verdict_before is 'the verdict on our last good capture before the latest one';
comment on column claim_stories.verdict_now is 'the verdict on the live page; null where it was not read';
comment on column claim_stories.story is 'true_then, never_said_so, says_so_now, says_so_still, says_less_now (all of it then, a part now), true_then_unread_now; null where one side is not known';
