-- One row per claim and citation, ranked by how much it needs a person's eye: why, what was decided, and who is to look.
-- needs: claim_ledger, claim_verdicts, decisions_in_force, assignments
create or replace view review_queue as
with
marked as (
    select
        ledger.*, claim_verdicts.outdated, claim_verdicts.disputed, documents.date as document_date,
        coalesce(documents.title, parse_filename(documents.path)) as document, claims.start,
        decided.stale_because, fate.decision as outcome_decision, fate.stale as outcome_decision_stale,
        coalesce(of_claim.assignee, of_link.assignee) as assignee
    from claim_ledger as ledger
    join documents using (document_id)
    join claims using (claim_id)
    left join claim_verdicts on claim_verdicts.claim_id = ledger.claim_id
    left join decisions_in_force as decided on decided.about = 'verdict' and decided.claim_id = ledger.claim_id
        and decided.citation_id = ledger.citation_id
    left join decisions_in_force as fate on fate.about = 'outcome' and fate.citation_id = ledger.citation_id
    left join assignments as of_claim on of_claim.about = 'claim' and of_claim.claim_id = ledger.claim_id
    left join assignments as of_link on of_link.about = 'outcome' and of_link.citation_id = ledger.citation_id
),
weighed as (
    select
        *,
        case
            when decision_stale then 'stale'
            when verdict = 'contradicted' then 'contradicted'
            when disputed then 'disputed'
            when health = 'dead' and basis is null then 'dead'
            when outdated then 'outdated'
            when verdict = 'not_supported' then 'not_supported'
            when verdict = 'partly_supported' then 'partly_supported'
            when verdict = 'unread' then 'unread'
            when sure is false then 'unsure'
            else 'supported'
        end as why,
        case when decision is null then 'open' when decision_stale then 'stale' else 'decided' end as state
    from marked
)
select
    case when state = 'decided' then 100 else 0 end + array_position(
        ['stale', 'contradicted', 'disputed', 'dead', 'not_supported', 'outdated', 'partly_supported', 'unread', 'unsure', 'supported'],
        why) as rank,
    why, state, assignee, document_id, document, claim_id, citation_id, claim_ref, citation_ref, marker, claim, label, url,
    verdict, sure, score, reason, outcome, health, basis, source_title, decision, decided_by, decided_at, decision_note, stale_because,
    outcome_decision, outcome_decision_stale, verdict_id, capture_id
from weighed
order by rank, document, start, citation_ref;
comment on column review_queue.rank is 'lower needs an eye sooner; what is decided comes last';
comment on column review_queue.why is 'stale (a decision whose ground has moved), contradicted, disputed, dead (and nothing read in its place), not_supported, outdated, partly_supported, unread, unsure or supported';
comment on column review_queue.state is 'open, decided or stale';
comment on column review_queue.assignee is 'who is to look: at the claim, else at the link';
comment on column review_queue.document_id is 'the document';
comment on column review_queue.document is 'its title, else its file''s name';
comment on column review_queue.claim_id is 'the claim';
comment on column review_queue.citation_id is 'the citation';
comment on column review_queue.claim_ref is 'short name of the claim in the document';
comment on column review_queue.citation_ref is 'short name of the citation in the document';
comment on column review_queue.marker is 'the mark that calls its note';
comment on column review_queue.claim is 'the sentence';
comment on column review_queue.label is 'the words that introduce the link';
comment on column review_queue.url is 'the address cited';
comment on column review_queue.verdict is 'the program''s verdict';
comment on column review_queue.sure is 'whether it may stand alone';
comment on column review_queue.score is 'probability that the claim is supported';
comment on column review_queue.reason is 'what decided';
comment on column review_queue.outcome is 'what the link does now';
comment on column review_queue.health is 'live, dead, unread or no_link';
comment on column review_queue.basis is 'what the verdict rests on: live, person, browser, archived or last_good; null where nothing was read';
comment on column review_queue.source_title is 'the title of the source';
comment on column review_queue.decision is 'the verdict that a person stands for';
comment on column review_queue.decided_by is 'who decided';
comment on column review_queue.decided_at is 'when';
comment on column review_queue.decision_note is 'why';
comment on column review_queue.stale_because is 'why the decision is stale';
comment on column review_queue.outcome_decision is 'what a person says of the link';
comment on column review_queue.outcome_decision_stale is 'true where the outcome has changed since';
comment on column review_queue.verdict_id is 'the verdict';
comment on column review_queue.capture_id is 'the capture that it rests on';
