-- One row per claim that its sources, as far as they were read, contradict or do not bear out; contradicted ones first.
-- A claim whose sources are all unread is not here: unread is not unsupported.
-- needs: claim_verdicts
create or replace view unsupported_claims as
select claim_id, document_id, claim_ref, claim, verdict, disputed, score, sources, contradicting, not_supporting, unread
from claim_verdicts
where verdict in ('contradicted', 'not_supported') or disputed
order by array_position(['contradicted', 'not_supported', 'supported'], verdict), score, document_id, claim_ref;
comment on column unsupported_claims.claim_id is 'the claim';
comment on column unsupported_claims.document_id is 'the document';
comment on column unsupported_claims.claim_ref is 'short name of the claim in the document';
comment on column unsupported_claims.claim is 'the sentence';
comment on column unsupported_claims.verdict is 'contradicted or not_supported; supported where its sources disagree';
comment on column unsupported_claims.disputed is 'true where one source bears it out and another contradicts it';
comment on column unsupported_claims.score is 'the best probability over its sources';
comment on column unsupported_claims.sources is 'how many citations stand for it';
comment on column unsupported_claims.contradicting is 'how many contradict it';
comment on column unsupported_claims.not_supporting is 'how many were read and say nothing of it';
comment on column unsupported_claims.unread is 'how many could not be read';
