-- One row per citation whose source has changed in wording or substance between the day of citing (or our first capture) and now.
-- Cosmetic changes are left out; a source that is gone stands in dead_citations.
-- needs: readings
-- kept: by citation_id when large
create or replace view changed_citations as
with
facts_changed as (
    select change_id, list({'kind': kind, 'old': old, 'new': new} order by number) as facts
    from changed_facts
    group by change_id
),
claims_hit as (
    select changed_claims.change_id, claims.document_id, list(claims.ref order by claims.start) as claims_affected
    from changed_claims
    join claims using (claim_id)
    where changed_claims.how is distinct from 'moved'
    group by all
)
select
    readings.citation_id, readings.document_id, citations.ref, citations.marker, citations.label, readings.url,
    changes.change, changes.score, changes.reason,
    old_capture.via as since_via, old_capture.fetched_at as since_at, new_capture.fetched_at as seen_at,
    coalesce(facts_changed.facts, []) as facts,
    coalesce(claims_hit.claims_affected, []) as claims_affected,
    changes.change_id, changes.old_capture_id, changes.new_capture_id
from changes
join readings on readings.now_capture_id = changes.new_capture_id
join citations using (citation_id)
join captures as old_capture on old_capture.capture_id = changes.old_capture_id
join captures as new_capture on new_capture.capture_id = changes.new_capture_id
left join facts_changed using (change_id)
left join claims_hit on claims_hit.change_id = changes.change_id and claims_hit.document_id = readings.document_id
where changes.change in ('minor', 'substantive', 'replaced')
    and (old_capture.via = 'live' or old_capture.capture_id = readings.as_cited_capture_id)
qualify row_number() over (
    partition by readings.citation_id order by (old_capture.via = 'memento') desc, old_capture.fetched_at, changes.change_id) = 1
order by array_position(['replaced', 'substantive', 'minor'], changes.change), readings.document_id, citations.ref;
comment on column changed_citations.citation_id is 'the citation';
comment on column changed_citations.document_id is 'the document that cites';
comment on column changed_citations.ref is 'its short name in the document';
comment on column changed_citations.marker is 'the mark that calls its note';
comment on column changed_citations.label is 'the words that introduce the link';
comment on column changed_citations.url is 'the address cited';
comment on column changed_citations.change is 'replaced, substantive or minor';
comment on column changed_citations.score is 'how sure, 0 to 1';
comment on column changed_citations.reason is 'what decided';
comment on column changed_citations.since_via is 'memento where the earlier side is the archived copy nearest the day of citing; live where it is our own earlier capture';
comment on column changed_citations.since_at is 'when the earlier side was captured';
comment on column changed_citations.seen_at is 'when the later side was captured';
comment on column changed_citations.facts is 'the facts that changed: kind, old, new';
comment on column changed_citations.claims_affected is 'the claims of this document whose footing the change touched';
comment on column changed_citations.change_id is 'the change; its edits stand in the table edits';
comment on column changed_citations.old_capture_id is 'the earlier capture';
comment on column changed_citations.new_capture_id is 'the later capture';
