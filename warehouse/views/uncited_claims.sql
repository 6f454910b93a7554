-- One row per sentence that states something checkable and cites nothing; those that assert most come first.
create or replace view uncited_claims as
select claims.claim_id, claims.document_id, claims.ref as claim_ref, claims.text as claim, claims.assertions, claims.heading
from claims
anti join claim_citations using (claim_id)
where claims.assertions > 0
order by claims.assertions desc, claims.document_id, claims.start;
comment on column uncited_claims.claim_id is 'the claim';
comment on column uncited_claims.document_id is 'the document';
comment on column uncited_claims.claim_ref is 'short name of the claim in the document';
comment on column uncited_claims.claim is 'the sentence';
comment on column uncited_claims.assertions is 'how many checkable facts it holds: numbers, dates, names, quotes';
comment on column uncited_claims.heading is 'the heading that it stands under';
