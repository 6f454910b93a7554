-- One row per citation with a link: which captures stand for its source now, as cited, and as the basis of the verdict.
-- The basis is the live page where it was read; else what a person handed in as it stands behind its wall; else what a browser showed of
-- it; else the archived copy nearest the day of citing; else our own last good capture; else the page to which an archived redirect of the address led.
-- needs: outcome_groups, cited_on
-- kept: by citation_id
create or replace view readings as
with
judged as (
    select captures.*, outcome_groups.outcome_group
    from captures
    join outcome_groups using (outcome)
),
now_capture as (
    select url, capture_id, outcome, outcome_group from judged where via = 'live'
    qualify row_number() over (partition by url order by fetched_at desc, capture_id desc) = 1
),
archived as (
    select url, asked_for, capture_id, outcome_group, memento_url, memento_datetime from judged where via = 'memento'
    qualify row_number() over (
        partition by url, asked_for
        order by (outcome_group = 'read') desc, (memento_url is not null) desc, fetched_at desc, capture_id desc) = 1
),
supplied as (
    select url, capture_id from judged where via = 'person' and outcome_group = 'read'
    qualify row_number() over (partition by url order by fetched_at desc, capture_id desc) = 1
),
shown as (
    select url, capture_id from judged where via = 'browser' and outcome_group = 'read'
    qualify row_number() over (partition by url order by fetched_at desc, capture_id desc) = 1
),
last_good as (
    select url, capture_id from judged where via = 'live' and outcome_group = 'read'
    qualify row_number() over (partition by url order by fetched_at desc, capture_id desc) = 1
)
select
    cited_on.citation_id, cited_on.document_id, cited_on.url, cited_on.cited_on,
    now_capture.capture_id as now_capture_id,
    archived.capture_id as archived_capture_id,
    case when archived.outcome_group = 'read' and archived.memento_url is not null then archived.capture_id end as as_cited_capture_id,
    last_good.capture_id as last_good_capture_id,
    supplied.capture_id as supplied_capture_id,
    case
        when now_capture.outcome_group = 'read' then now_capture.capture_id
        when supplied.capture_id is not null then supplied.capture_id
        when shown.capture_id is not null and now_capture.outcome = 'needs_browser' then shown.capture_id
        when archived.outcome_group = 'read' and archived.memento_url is not null then archived.capture_id
        when last_good.capture_id is not null then last_good.capture_id
        when archived.outcome_group = 'read' then archived.capture_id
        else now_capture.capture_id
    end as basis_capture_id,
    case
        when now_capture.outcome_group = 'read' then 'live'
        when supplied.capture_id is not null then 'person'
        when shown.capture_id is not null and now_capture.outcome = 'needs_browser' then 'browser'
        when archived.outcome_group = 'read' and archived.memento_url is not null then 'archived'
        when last_good.capture_id is not null then 'last_good'
        when archived.outcome_group = 'read' then 'redirect'
    end as basis
from cited_on
left join now_capture using (url)
left join archived on archived.url = cited_on.url and archived.asked_for = cited_on.cited_on
left join last_good on last_good.url = cited_on.url
left join supplied on supplied.url = cited_on.url
left join shown on shown.url = cited_on.url;
comment on column readings.citation_id is 'the citation';
comment on column readings.document_id is 'the document that cites';
comment on column readings.url is 'the address cited';
comment on column readings.cited_on is 'the last day on which the source can have been cited';
comment on column readings.now_capture_id is 'the latest live capture, read or not';
comment on column readings.archived_capture_id is 'what the archives answered for the day of citing, read or not';
comment on column readings.as_cited_capture_id is 'the archived copy nearest the day of citing, where it was read';
comment on column readings.last_good_capture_id is 'our own latest capture that was read';
comment on column readings.supplied_capture_id is 'the latest text that a person handed in for it, where it was read; a site never served it to us';
comment on column readings.basis_capture_id is 'the capture that the verdict rests on';
comment on column readings.basis is 'live, person (handed in by one), browser (shown by one), archived, last_good or redirect (where an archived redirect of the address led); null where nothing could be read';
