-- One row per claim, citation and judge that is not ours: what it says beside our verdict, and whether a fact stands against it.
-- needs: claim_ledger
create or replace view second_opinions as
select
    ledger.claim_id, ledger.document_id, ledger.claim_ref, ledger.citation_ref, opinions.judge, ledger.verdict, opinions.verdict as their_verdict,
    opinions.score as their_score, ledger.verdict = opinions.verdict as agrees,
    ledger.facts_mismatched > 0 and opinions.verdict = 'supported' as against_a_fact,
    opinions.error, opinions.cost, opinions.seconds
from opinions
join claim_ledger as ledger using (verdict_id)
order by ledger.document_id, ledger.claim_ref, ledger.citation_ref, opinions.judge;
comment on column second_opinions.claim_id is 'the claim';
comment on column second_opinions.document_id is 'the document';
comment on column second_opinions.claim_ref is 'short name of the claim in the document';
comment on column second_opinions.citation_ref is 'short name of the citation in the document';
comment on column second_opinions.judge is 'who judged';
comment on column second_opinions.verdict is 'our verdict, which stands';
comment on column second_opinions.their_verdict is 'theirs; null where it failed';
comment on column second_opinions.their_score is 'their probability that the claim is supported, not calibrated by us';
comment on column second_opinions.agrees is 'whether both are one word; null where it failed';
comment on column second_opinions.against_a_fact is 'true where it calls supported what a date, number, name or quote of the source contradicts';
comment on column second_opinions.error is 'why it gave no verdict';
comment on column second_opinions.cost is 'by the prices in the settings';
comment on column second_opinions.seconds is 'how long it took';
