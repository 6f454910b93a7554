-- One row per claim and citation: the verdict, and the capture that it rests on, of the page cited and the pages that belong to it together.
-- What the page cited says itself comes first. Else one page of those that it lists, or its file, that bears the claim out is enough; what one of
-- them says against it counts where all were read. While one of them was not read, nothing is called unsupported.
-- needs: readings, followed
-- kept: by citation_id
create or replace view rulings as
with
-- Not kept aside: DuckDB 2.0 waits for ever where a LIMIT ends a query over it early (seen over 100,000 citations, 2026-11-25).
alone as not materialized (
    select
        claim_citations.claim_id, claim_citations.citation_id, readings.document_id, readings.basis, readings.basis_capture_id as capture_id,
        verdicts.verdict_id, verdicts.verdict, verdicts.score, verdicts.sure, verdicts.reason
    from claim_citations
    join citations using (citation_id)
    left join readings using (citation_id)
    left join verdicts on verdicts.claim_id = claim_citations.claim_id and verdicts.citation_id = claim_citations.citation_id
        and verdicts.capture_id = readings.basis_capture_id
),
beside as materialized (
    select
        claim_citations.claim_id, followed.*, case when captures.via <> 'memento' then captures.via when captures.memento_url is null then 'redirect' else 'archived' end as theirs, coalesce(sources.title, followed.url) as title,
        verdicts.verdict_id, coalesce(verdicts.verdict, 'unread') as verdict, verdicts.score, verdicts.sure, verdicts.reason
    from followed
    join claim_citations using (citation_id)
    left join captures on captures.capture_id = followed.capture_id
    left join sources on sources.capture_id = followed.capture_id
    left join verdicts on verdicts.claim_id = claim_citations.claim_id and verdicts.citation_id = followed.citation_id
        and verdicts.capture_id = followed.capture_id
),
found as (
    select verdict_id, list(claim order by claim_start, kind) as facts
    from facts
    where status = 'match' and verdict_id in (select verdict_id from beside)
    group by verdict_id
),
-- What several pages say only together: every date, number, name and quote of the claim stands in one of them.
spread as (
    select claim_id, citation_id, count(*) > 1 and bool_and(stands) as all_facts_stand
    from (
        select held.claim_id, held.citation_id, facts.kind, facts.claim_start, facts.claim_end, bool_or(facts.status = 'match') as stands
        from (
            select claim_id, citation_id, verdict_id from beside
            union
            select claim_id, citation_id, verdict_id from alone where citation_id in (select citation_id from beside)
        ) as held
        join facts using (verdict_id)
        group by all
    )
    group by all
),
best as (
    select * from beside
    qualify row_number() over (
        partition by claim_id, citation_id
        order by array_position(['supported', 'partly_supported', 'contradicted', 'not_supported', 'unread'], verdict), sure desc, score desc nulls last, place) = 1
),
counted as (
    select
        beside.claim_id, beside.citation_id, max(of_count) as pages, count(*) filter (verdict <> 'unread') as pages_read,
        list({'role': role, 'url': url, 'title': title, 'outcome': outcome, 'verdict': verdict, 'facts': coalesce(found.facts, []), 'capture_id': capture_id}
            order by place) as followed
    from beside
    left join found using (verdict_id)
    group by all
),
weighed as (
    select
        alone.*, counted.pages, counted.pages_read, coalesce(counted.followed, []) as followed,
        coalesce(counted.pages_read = counted.pages, true) as all_read,
        best.verdict is not null and alone.verdict is not null and case
            when alone.verdict in ('contradicted', 'unread') then false
            when alone.verdict = 'supported' then best.verdict = 'supported' and best.sure and not alone.sure
            when best.verdict = 'supported' then true
            when best.verdict = 'partly_supported' then alone.verdict = 'not_supported' or best.score > alone.score
            when best.verdict = 'contradicted' then alone.verdict = 'not_supported' and counted.pages_read = counted.pages
            else false
        end as is_theirs,
        alone.verdict = 'not_supported' and coalesce(spread.all_facts_stand, false) as is_spread,
        best.capture_id as best_capture_id, best.verdict_id as best_verdict_id, best.verdict as best_verdict, best.score as best_score, best.sure as best_sure,
        best.reason as best_reason, best.role as best_role, best.title as best_title, best.theirs as best_basis
    from alone
    left join counted on counted.claim_id = alone.claim_id and counted.citation_id = alone.citation_id
    left join spread on spread.claim_id = alone.claim_id and spread.citation_id = alone.citation_id
    left join best on best.claim_id = alone.claim_id and best.citation_id = alone.citation_id
),
told as (
    select *, case when pages is not null then '; ' || pages_read || ' of ' || pages || ' pages that belong to it were read' else '' end as how_many from weighed
)
select
    claim_id, citation_id, document_id,
    case when is_theirs then best_capture_id else capture_id end as capture_id,
    case when is_theirs then best_basis else basis end as basis,
    case when is_theirs then best_verdict_id else verdict_id end as verdict_id,
    case
        when is_theirs then best_verdict
        when is_spread then 'partly_supported'
        when verdict = 'not_supported' and not all_read then 'unread'
        else verdict
    end as verdict,
    case when is_theirs then best_score when verdict = 'not_supported' and not is_spread and not all_read then null else score end as score,
    case when is_theirs then best_sure else sure end as sure,
    case
        when is_theirs then
            best_reason || '; it stands in “' || best_title || '”, ' || case best_role when 'file' then 'a file that belongs to the page cited' when 'appendix' then 'an appendix of the page cited' when 'more' then 'the next page of the list cited' else 'which the page cited lists' end || how_many
        when is_spread then 'no page bears it out alone; its facts stand in several' || how_many
        when verdict = 'not_supported' and not all_read then
            'the page cited does not bear it out' || how_many
            || case when best_verdict = 'contradicted' then '; “' || best_title || '” says otherwise: ' || best_reason else '' end
        else reason || how_many
    end as reason,
    case when is_theirs then best_role end as role,
    pages, pages_read, followed
from told;
comment on column rulings.claim_id is 'the claim';
comment on column rulings.citation_id is 'the citation';
comment on column rulings.document_id is 'the document; null where the citation gives no link';
comment on column rulings.capture_id is 'the capture that the verdict rests on';
comment on column rulings.basis is 'what that is: live, person, browser, archived, last_good or redirect; null where nothing could be read';
comment on column rulings.verdict_id is 'the verdict of that capture; its evidence and facts hang on it';
comment on column rulings.verdict is 'supported, partly_supported, not_supported, contradicted or unread; null where nothing was checked yet';
comment on column rulings.score is 'calibrated probability that the claim is supported; null where unread';
comment on column rulings.sure is 'false where a person must look';
comment on column rulings.reason is 'what decided, and how many of the pages that belong to the page cited were read';
comment on column rulings.role is 'listed, file, appendix or more where the verdict rests on a page that belongs to the page cited; null where on that page itself';
comment on column rulings.pages is 'how many pages belong to the page cited (reports that it lists, or its file); null where none does';
comment on column rulings.pages_read is 'how many of them were read';
comment on column rulings.followed is 'each of them: role, url, title, outcome, verdict, the facts of the claim that it has, capture_id';
