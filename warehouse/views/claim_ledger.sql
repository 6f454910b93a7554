-- One row per claim and citation: the verdict, what it rests on, its best evidence, its facts, and what the other captures say.
-- needs: readings, rulings, citation_status, decisions_in_force, claim_stories
-- kept: by citation_id
create or replace view claim_ledger as
with
best as (
    select verdict_id, text as evidence, start as evidence_start, "end" as evidence_end from evidence where rank = 1
),
listed as (
    select
        verdict_id,
        list({'kind': kind, 'claim': claim, 'source': source, 'status': status} order by claim_start, claim_end) as facts,
        count(*) filter (status = 'mismatch') as facts_mismatched,
        count(*) filter (status = 'absent') as facts_absent
    from facts
    group by verdict_id
),
stated as (
    select citation_id, capture_id, list({'field': field, 'stated': stated, 'found': found, 'status': status} order by field) as stated_facts
    from citation_facts
    group by all
)
select
    claims.claim_id, citations.citation_id, claims.document_id, claims.ref as claim_ref, citations.ref as citation_ref, citations.marker,
    claims.text as claim, citations.label, citations.url,
    coalesce(rulings.verdict, 'unread') as verdict,
    rulings.score,
    rulings.sure,
    case
        when citations.url is null then 'the citation gives no link'
        when rulings.reason is null and readings.basis is not null then 'the source was read, and the claim is not yet held against it'
        else coalesce(rulings.reason, status.reason)
    end as reason,
    rulings.basis,
    as_cited.verdict as verdict_as_cited,
    stories.verdict_before,
    at_address.verdict as verdict_now,
    case when rulings.pages is null then stories.story end as story,
    best.evidence, best.evidence_start, best.evidence_end,
    coalesce(listed.facts, []) as facts,
    coalesce(listed.facts_mismatched, 0) as facts_mismatched,
    coalesce(listed.facts_absent, 0) as facts_absent,
    coalesce(stated.stated_facts, []) as stated_facts,
    status.outcome, status.health, basis.final_url, sources.title as source_title, sources.publisher as source_publisher,
    sources.published as source_published,
    basis.memento_url, basis.memento_datetime, basis.fetched_at as seen_at, basis.sha256,
    rulings.verdict_id, rulings.capture_id, rulings.role, rulings.pages, rulings.pages_read, coalesce(rulings.followed, []) as followed,
    decided.decision, decided.who as decided_by, decided.made_at as decided_at, decided.note as decision_note, decided.stale as decision_stale
from claim_citations
join claims using (claim_id)
join citations using (citation_id)
join citation_status as status using (citation_id)
left join readings using (citation_id)
left join rulings on rulings.claim_id = claims.claim_id and rulings.citation_id = citations.citation_id
left join captures as basis on basis.capture_id = rulings.capture_id
left join sources on sources.capture_id = rulings.capture_id
left join verdicts as as_cited on as_cited.claim_id = claims.claim_id and as_cited.citation_id = citations.citation_id
    and as_cited.capture_id = readings.as_cited_capture_id
left join verdicts as at_address on at_address.claim_id = claims.claim_id and at_address.citation_id = citations.citation_id
    and at_address.capture_id = readings.now_capture_id
left join claim_stories as stories on stories.claim_id = claims.claim_id and stories.citation_id = citations.citation_id
left join best on best.verdict_id = rulings.verdict_id
left join listed on listed.verdict_id = rulings.verdict_id
left join stated on stated.citation_id = citations.citation_id and stated.capture_id = readings.basis_capture_id
left join decisions_in_force as decided on decided.about = 'verdict' and decided.claim_id = claims.claim_id
    and decided.citation_id = citations.citation_id
order by claims.document_id, claims.start, citations.start, citations.ref;
comment on column claim_ledger.claim_id is 'the claim';
comment on column claim_ledger.citation_id is 'the citation';
comment on column claim_ledger.document_id is 'the document';
comment on column claim_ledger.claim_ref is 'short name of the claim in the document';
comment on column claim_ledger.citation_ref is 'short name of the citation in the document';
comment on column claim_ledger.marker is 'the mark that calls the note';
comment on column claim_ledger.claim is 'the sentence that the citation is there to support';
comment on column claim_ledger.label is 'the words that introduce the link';
comment on column claim_ledger.url is 'the address cited';
comment on column claim_ledger.verdict is 'supported, partly_supported, not_supported, contradicted or unread, on the basis named';
comment on column claim_ledger.score is 'calibrated probability that the claim is supported; null where unread';
comment on column claim_ledger.sure is 'false where a person must look: supported, with a score below check.abstain_below; null where unread';
comment on column claim_ledger.reason is 'what decided';
comment on column claim_ledger.basis is 'what the verdict rests on: live, person (a text that one handed in), browser (what one showed), archived, last_good or redirect (where an archived redirect of the address led); null where nothing could be read';
comment on column claim_ledger.verdict_as_cited is 'the verdict on the archived copy nearest the day of citing; null where there is none';
comment on column claim_ledger.verdict_before is 'the verdict on our last good capture before the latest one; null where there is none';
comment on column claim_ledger.verdict_now is 'the verdict on the live address';
comment on column claim_ledger.story is 'then and now: true_then, never_said_so, says_so_now, says_so_still, says_less_now, true_then_unread_now; null where one side is not known, or the verdict rests on more pages than the one cited';
comment on column claim_ledger.evidence is 'the passage of the source that bears most on the claim';
comment on column claim_ledger.evidence_start is 'where it begins in the source''s text';
comment on column claim_ledger.evidence_end is 'where it ends, exclusive';
comment on column claim_ledger.facts is 'every date, number, name and quote of the claim: kind, claim, source, status';
comment on column claim_ledger.facts_mismatched is 'how many of them the source contradicts';
comment on column claim_ledger.facts_absent is 'how many of them the source does not have';
comment on column claim_ledger.stated_facts is 'what the citation says of its source against what the source says of itself: field, stated, found, status';
comment on column claim_ledger.outcome is 'what the link does now';
comment on column claim_ledger.health is 'live, dead, unread or no_link';
comment on column claim_ledger.final_url is 'the address of the text that the verdict rests on';
comment on column claim_ledger.source_title is 'its title';
comment on column claim_ledger.source_publisher is 'its publisher';
comment on column claim_ledger.source_published is 'when it says it was published';
comment on column claim_ledger.memento_url is 'the archived copy, where the verdict rests on one';
comment on column claim_ledger.memento_datetime is 'when the archive took it';
comment on column claim_ledger.seen_at is 'when the text was captured';
comment on column claim_ledger.sha256 is 'SHA-256 of the body that was read';
comment on column claim_ledger.verdict_id is 'the verdict; its evidence and facts hang on it';
comment on column claim_ledger.capture_id is 'the capture that the verdict rests on; captures has the WARC file, offset and record that hold it';
comment on column claim_ledger.role is 'listed, file, appendix or more where the verdict rests on a report that the page cited lists, on its file or appendix, or on the next page of its list; null where on that page itself';
comment on column claim_ledger.pages is 'how many pages belong to the page cited (reports that it lists, or its file); null where none does';
comment on column claim_ledger.pages_read is 'how many of them were read; while one was not, nothing is called not_supported';
comment on column claim_ledger.followed is 'each of them: role, url, title, outcome, verdict, the facts of the claim that it has, capture_id';
comment on column claim_ledger.decision is 'the verdict that a person stands for; null where nobody has decided, and never the program''s own word';
comment on column claim_ledger.decided_by is 'who decided';
comment on column claim_ledger.decided_at is 'when';
comment on column claim_ledger.decision_note is 'why';
comment on column claim_ledger.decision_stale is 'true where the source or the verdict has changed since: a person must look again';
