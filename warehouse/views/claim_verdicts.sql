-- One row per claim with a citation: what its sources together come to.
-- One source that bears it out is enough, unless another contradicts it: then the claim is disputed.
-- needs: claim_ledger
create or replace view claim_verdicts as
with
counted as (
    select
        claim_id, document_id, claim_ref, any_value(claim) as claim,
        count(*) as sources,
        count(*) filter (verdict = 'supported') as supporting,
        count(*) filter (verdict = 'supported' and sure) as surely_supporting,
        count(*) filter (verdict = 'partly_supported') as partly_supporting,
        count(*) filter (verdict = 'contradicted') as contradicting,
        count(*) filter (verdict = 'not_supported') as not_supporting,
        max(score) as score,
        bool_or(basis = 'live' and verdict_as_cited = 'supported' and verdict_now not in ('supported', 'unread')) as moved_on
    from claim_ledger
    group by all
)
select
    claim_id, document_id, claim_ref, claim,
    case
        when contradicting > 0 and supporting = 0 then 'contradicted'
        when supporting > 0 then 'supported'
        when partly_supporting > 0 then 'partly_supported'
        when not_supporting > 0 then 'not_supported'
        else 'unread'
    end as verdict,
    contradicting > 0 and supporting > 0 as disputed,
    supporting = 0 or surely_supporting > 0 as sure,
    coalesce(moved_on and (supporting = 0 or contradicting > 0), false) as outdated,
    score, sources, supporting, partly_supporting, contradicting, not_supporting,
    sources - supporting - partly_supporting - contradicting - not_supporting as unread
from counted;
comment on column claim_verdicts.claim_id is 'the claim';
comment on column claim_verdicts.document_id is 'the document';
comment on column claim_verdicts.claim_ref is 'short name of the claim in the document';
comment on column claim_verdicts.claim is 'the sentence';
comment on column claim_verdicts.verdict is 'supported, partly_supported, not_supported, contradicted or unread';
comment on column claim_verdicts.disputed is 'true where one source bears it out and another contradicts it';
comment on column claim_verdicts.sure is 'false where the claim is called supported and no source bears it out with a score above check.abstain_below';
comment on column claim_verdicts.outdated is 'true where a source bore it out when it was cited, and the live page no longer does';
comment on column claim_verdicts.score is 'the best probability over its sources';
comment on column claim_verdicts.sources is 'how many citations stand for it';
comment on column claim_verdicts.supporting is 'how many bear it out';
comment on column claim_verdicts.partly_supporting is 'how many bear part of it out';
comment on column claim_verdicts.contradicting is 'how many contradict it';
comment on column claim_verdicts.not_supporting is 'how many were read and say nothing of it';
comment on column claim_verdicts.unread is 'how many could not be read';
