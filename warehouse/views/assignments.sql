-- One row per claim or link that is assigned to a person: the latest assignment.
create or replace view assignments as
with latest as (
    select about, document_id, claim_id, citation_id, value, who, made_at from decisions
    where what = 'assign'
    qualify row_number() over (partition by about, claim_id, citation_id order by made_at desc, decision_id desc) = 1
)
select about, document_id, claim_id, citation_id, value as assignee, who as assigned_by, made_at as assigned_at
from latest
where value is not null
order by assignee, assigned_at;
comment on column assignments.about is 'claim or outcome';
comment on column assignments.document_id is 'the document';
comment on column assignments.claim_id is 'the claim, where a claim is assigned';
comment on column assignments.citation_id is 'the citation, where a link is assigned';
comment on column assignments.assignee is 'who is to look at it';
comment on column assignments.assigned_by is 'who said so';
comment on column assignments.assigned_at is 'when';
