-- One row per citation: what its link does now, since when, where it ends, and which archived copy rescues it.
-- 'unread' is not 'dead': a wall, an error or a timeout says nothing about a reader's browser.
-- needs: readings, url_history, outcome_groups
-- kept: by citation_id
create or replace view citation_status as
with
newest as (select * from url_history where newest = 1),
otherwise as (
    select history.url, max(history.fetched_at) as until
    from url_history as history
    join newest using (url)
    where history.outcome <> newest.outcome
    group by history.url
),
since as (
    select history.url, min(history.fetched_at) as since
    from url_history as history
    join newest using (url)
    left join otherwise using (url)
    where history.outcome = newest.outcome and (otherwise.until is null or history.fetched_at > otherwise.until)
    group by history.url
)
select
    citations.citation_id, citations.document_id, citations.ref, citations.marker, citations.label, citations.url,
    case
        when citations.url is null then null
        else coalesce(newest.outcome, 'unreachable')
    end as outcome,
    case
        when citations.url is null then 'no_link'
        when newest.outcome_group is null then 'unread'
        when newest.outcome_group = 'read' then 'live'
        else newest.outcome_group
    end as health,
    case
        when citations.url is null then 'the citation gives no link'
        else coalesce(newest.reason, 'not visited yet: no network was asked')
    end as reason,
    since.since,
    newest.fetched_at as seen_at,
    newest.last_live_at,
    newest.final_url,
    newest.status,
    newest.failing_since, newest.checks_failed, newest.confirmed,
    readings.basis,
    (readings.basis = 'archived') is true as rescued,
    rescue.memento_url as rescue_memento_url,
    rescue.memento_datetime as rescue_memento_datetime,
    readings.now_capture_id as capture_id,
    readings.as_cited_capture_id as rescue_capture_id
from citations
left join readings using (citation_id)
left join newest on newest.url = citations.url
left join since on since.url = citations.url
left join captures as rescue on rescue.capture_id = readings.as_cited_capture_id;
comment on column citation_status.citation_id is 'the citation';
comment on column citation_status.document_id is 'the document that cites';
comment on column citation_status.ref is 'its short name in the document: c1, c2 …';
comment on column citation_status.marker is 'the mark that calls its note';
comment on column citation_status.label is 'the words that introduce the link';
comment on column citation_status.url is 'the address cited; null where the citation gives no link';
comment on column citation_status.outcome is 'one word of the closed list: what the latest visit brought back';
comment on column citation_status.health is 'live, dead, unread or no_link';
comment on column citation_status.reason is 'the signals that decided, in a sentence';
comment on column citation_status.since is 'since when every visit has had this outcome';
comment on column citation_status.seen_at is 'when the latest answer was given';
comment on column citation_status.last_live_at is 'when the source was last read at its address';
comment on column citation_status.final_url is 'where the latest visit ended';
comment on column citation_status.status is 'HTTP status of the latest answer';
comment on column citation_status.failing_since is 'when the first dead answer since it was last read was given; null where there is none';
comment on column citation_status.checks_failed is 'how many dead answers since it was last read';
comment on column citation_status.confirmed is 'true where it is confirmed dead (url_history)';
comment on column citation_status.basis is 'what the verdict rests on: live, person (a text that one handed in), browser (what one showed), archived, last_good or redirect (where an archived redirect of the address led); null where nothing could be read';
comment on column citation_status.rescued is 'true where the live address was not read and an archived copy stands in for it';
comment on column citation_status.rescue_memento_url is 'the archived copy nearest the day of citing';
comment on column citation_status.rescue_memento_datetime is 'when the archive took it';
comment on column citation_status.capture_id is 'the latest live capture';
comment on column citation_status.rescue_capture_id is 'the capture of the archived copy';
