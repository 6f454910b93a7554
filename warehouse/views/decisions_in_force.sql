-- One row per verdict or outcome that a person has decided and not withdrawn: the latest decision, and whether it is stale.
-- Stale: the program now says another word than the person saw, or the text under it differs by more than its frame.
-- needs: rulings, citation_status
create or replace view decisions_in_force as
with
latest as (
    select * from decisions
    where about in ('verdict', 'outcome') and what in ('accept', 'override', 'withdraw')
    qualify row_number() over (partition by about, claim_id, citation_id order by made_at desc, decision_id desc) = 1
),
held as (
    select
        latest.*, claim_citations.claim_id is not null as cited,
        case
            when about = 'outcome' then status.outcome
            when claim_citations.claim_id is not null then coalesce(rulings.verdict, 'unread')
        end as says_now,
        status.citation_id is not null as known,
        sources.text_id as text_now, changes.change, changes.reason as change_reason
    from latest
    left join citation_status as status using (citation_id)
    left join claim_citations on claim_citations.claim_id = latest.claim_id and claim_citations.citation_id = latest.citation_id
    left join rulings on rulings.claim_id = latest.claim_id and rulings.citation_id = latest.citation_id
    left join sources on sources.capture_id = rulings.capture_id
    left join changes on changes.old_capture_id = latest.capture_id and changes.new_capture_id = rulings.capture_id
    where latest.what <> 'withdraw'
),
told as (
    select
        *,
        case
            when not known or (about = 'verdict' and not cited) then 'the document, as it is read now, no longer has it'
            when says_now is distinct from saw then
                'the program said ' || coalesce(saw, 'nothing') || ' then, and says ' || coalesce(says_now, 'nothing') || ' now'
            when about = 'verdict' and text_now is distinct from text_id and not coalesce(change in ('none', 'cosmetic'), false) then
                'the text that it rests on has changed' || coalesce(': ' || change_reason, '')
        end as stale_because
    from held
)
select
    decision_id, about, document_id, claim_id, citation_id, what, coalesce(value, saw) as decision, who, made_at, note, saw, says_now,
    stale_because is not null as stale, stale_because, claim, url, capture_id
from told
order by stale desc, made_at desc, decision_id;
comment on column decisions_in_force.decision_id is 'the row of decisions';
comment on column decisions_in_force.about is 'verdict or outcome';
comment on column decisions_in_force.document_id is 'the document';
comment on column decisions_in_force.claim_id is 'the claim; null for an outcome';
comment on column decisions_in_force.citation_id is 'the citation';
comment on column decisions_in_force.what is 'accept or override';
comment on column decisions_in_force.decision is 'the word that the person stands for';
comment on column decisions_in_force.who is 'who decided';
comment on column decisions_in_force.made_at is 'when';
comment on column decisions_in_force.note is 'why';
comment on column decisions_in_force.saw is 'what the program said then';
comment on column decisions_in_force.says_now is 'what the program says now';
comment on column decisions_in_force.stale is 'true where a person must look again';
comment on column decisions_in_force.stale_because is 'why it is stale';
comment on column decisions_in_force.claim is 'the words of the claim when it was decided';
comment on column decisions_in_force.url is 'the address cited';
comment on column decisions_in_force.capture_id is 'the capture that the person had before them';
