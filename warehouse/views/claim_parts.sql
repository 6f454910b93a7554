-- One row per claim and checkable part of it (a date, number, name or quote): which of its sources bear that part out.
-- needs: claim_ledger
-- kept: by claim_id when large
create or replace view claim_parts as
with
held as (
    select
        ledger.claim_id, ledger.document_id, ledger.claim_ref, facts.kind, facts.claim as part, facts.claim_start, facts.claim_end,
        ledger.citation_ref, facts.status, facts.source, coalesce(witnesses.witness, 0) as witness
    from claim_ledger as ledger
    join facts using (verdict_id)
    left join witnesses on witnesses.claim_id = ledger.claim_id and witnesses.citation_id = ledger.citation_id
)
select
    claim_id, document_id, claim_ref, kind, part, claim_start, claim_end,
    list(citation_ref order by citation_ref) filter (status = 'match') as borne_out_by,
    list({'citation': citation_ref, 'source': source} order by citation_ref) filter (status = 'mismatch') as contradicted_by,
    list(citation_ref order by citation_ref) filter (status = 'absent') as absent_in,
    count(distinct witness) filter (status = 'match') as witnesses
from held
group by claim_id, document_id, claim_ref, kind, part, claim_start, claim_end
order by document_id, claim_ref, claim_start;
comment on column claim_parts.claim_id is 'the claim';
comment on column claim_parts.document_id is 'the document';
comment on column claim_parts.claim_ref is 'short name of the claim in the document';
comment on column claim_parts.kind is 'date, number, name or quote';
comment on column claim_parts.part is 'the claim''s words';
comment on column claim_parts.claim_start is 'where they begin in the claim';
comment on column claim_parts.claim_end is 'where they end, exclusive';
comment on column claim_parts.borne_out_by is 'short names of the citations whose sources have it; null for none';
comment on column claim_parts.contradicted_by is 'citations whose sources have another value of the same thing, with that value; null for none';
comment on column claim_parts.absent_in is 'citations whose sources do not say; null for none';
comment on column claim_parts.witnesses is 'how many independent sources bear it out';
