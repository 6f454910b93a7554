-- One row per verdict that the ledger rests on and that has evidence: the claim and its passages, best first.
with passages as (
    select verdict_id, list(text order by rank) as passages from evidence group by verdict_id
)
select
    md5('opine' || verdicts.verdict_id) as subject_id, verdicts.verdict_id, claims.text as claim, passages.passages,
    md5(to_json([claims.text, to_json(passages.passages)::varchar])::varchar) as fingerprint
from verdicts
join claims using (claim_id)
join passages using (verdict_id)
join rulings using (verdict_id)
where verdicts.verdict <> 'unread'
