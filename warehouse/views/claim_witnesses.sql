-- One row per claim with a source that was read: how many independent witnesses its sources are, and why not more.
create or replace view claim_witnesses as
with
counted as (
    select claim_id, count(*) as sources, count(distinct witness) as witnesses from witnesses group by claim_id
),
why as (
    select claim_id, list(relation || ': ' || note order by relation, note) as dependences from source_relations group by claim_id
)
select claims.claim_id, claims.document_id, claims.ref as claim_ref, counted.sources, counted.witnesses, coalesce(why.dependences, []) as dependences
from counted
join claims using (claim_id)
left join why using (claim_id)
order by claims.document_id, claims.start;
comment on column claim_witnesses.claim_id is 'the claim';
comment on column claim_witnesses.document_id is 'the document';
comment on column claim_witnesses.claim_ref is 'short name of the claim in the document';
comment on column claim_witnesses.sources is 'how many of its citations led to a text that was read';
comment on column claim_witnesses.witnesses is 'how many of these are independent of each other, as far as they show';
comment on column claim_witnesses.dependences is 'why the others are not: same_text, near_copy, same_publisher or cites, and what was seen';
