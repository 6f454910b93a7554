-- One row per thing that `testimonia watch` has not told yet: a state that differs from the one last told.
-- What stands when a citation is first watched is known, not news, but for a link that does not live.
-- needs: watch_states
-- kept: by citation_id when large
create or replace view news as
with
told as (
    select citation_id, claim_id, topic, state from notices where sent_at is not null
    qualify row_number() over (partition by citation_id, claim_id, topic order by made_at desc, notice_id desc) = 1
),
untold as (
    select
        citations.document_id, documents.path, watch_states.citation_id, citations.ref, citations.marker, citations.label, citations.url,
        watch_states.claim_id, claims.ref as claim_ref, claims.text as claim, watch_states.topic, told.state as before, watch_states.state,
        case
            when topic = 'link' and watch_states.state in ('failing', 'dead', 'flapping') then watch_states.state
            when topic = 'access' and watch_states.state <> 'open' then 'error'
            when told.state is null or watch_states.state = 'same' then 'baseline'
            when topic in ('link', 'access') then 'revived'
            when watch_states.state = 'alternating' then 'flapping'
            when topic = 'content' then 'changed'
            when topic = 'evidence' then 'evidence_lost'
            else 'verdict_changed'
        end as kind,
        case when topic = 'verdict' and told.state is not null then 'it was ' || told.state || ', and is ' || watch_states.says else watch_states.says end as says,
        citations.start as place, claims.start as claim_place
    from watch_states
    join citations using (citation_id)
    join documents on documents.document_id = citations.document_id
    left join claims using (claim_id)
    left join told using (citation_id, claim_id, topic)
    where watch_states.state is distinct from told.state
)
select * exclude (place, claim_place)
from untold
order by
    path, array_position(['dead', 'failing', 'error', 'flapping', 'evidence_lost', 'verdict_changed', 'changed', 'revived', 'baseline'], kind),
    place, ref, claim_place;
comment on column news.document_id is 'the document that cites';
comment on column news.path is 'its file';
comment on column news.citation_id is 'the citation';
comment on column news.ref is 'its short name in the document';
comment on column news.marker is 'the mark that calls its note';
comment on column news.label is 'the words that introduce the link';
comment on column news.url is 'the address cited';
comment on column news.claim_id is 'the claim; empty for link, access and content';
comment on column news.claim_ref is 'its short name in the document';
comment on column news.claim is 'the sentence';
comment on column news.topic is 'link, access, content, evidence or verdict';
comment on column news.before is 'the state last told; null where nothing was';
comment on column news.state is 'the state now';
comment on column news.kind is 'dead, failing, error, flapping, evidence_lost, verdict_changed, changed, revived, or baseline (to be known, not told)';
comment on column news.says is 'that in a line';
