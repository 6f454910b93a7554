-- One row per citation and page that belongs to the page cited by its own word: a report that it lists, or its own text as a file.
-- Read from the signals of the copy as it was cited, then of the page that the verdict rests on. One level: what these list is not here.
-- needs: readings, outcome_groups
-- kept: by citation_id
create or replace view followed as
with
pages as (
    select
        citation_id, document_id, url as cited_url, cited_on,
        unnest([as_cited_capture_id, case when basis is not null then basis_capture_id end]) as capture_id, unnest([1, 2]) as turn
    from readings
),
offered as (
    select
        pages.*, signals.name as role,
        unnest(case signals.name when 'file' then [signals.value] else try_cast(try_cast(signals.value as json) as varchar[]) end) as url,
        unnest(range(50)) as number
    from pages
    join signals on signals.capture_id = pages.capture_id and signals.name in ('listed', 'file')
    where pages.citation_id in (select citation_id from claim_citations)
),
each_page as materialized (
    select *, row_number() over (partition by citation_id order by turn, number) as place, count(*) over (partition by citation_id) as kept
    from (
        select * from offered
        where url is not null and url <> cited_url
        qualify row_number() over (partition by citation_id, url order by turn, number) = 1
    )
),
seen as (
    select captures.url, captures.via, captures.asked_for, captures.capture_id, captures.outcome, captures.fetched_at, outcome_groups.outcome_group = 'read' as is_read
    from captures
    join outcome_groups using (outcome)
    where captures.url in (select url from each_page) and captures.via in ('live', 'memento')
)
select
    each_page.citation_id, each_page.document_id, each_page.cited_on, each_page.capture_id as of_capture_id, each_page.role, each_page.place,
    greatest(coalesce(try_cast(counted.value as bigint), 0), each_page.kept) as of_count,
    each_page.url, seen.capture_id, seen.outcome, coalesce(seen.is_read, false) as is_read
from each_page
left join signals as counted on counted.capture_id = each_page.capture_id and counted.name = 'listed_count'
left join seen on seen.url = each_page.url and (seen.via = 'live' or seen.asked_for = each_page.cited_on)
qualify row_number() over (
    partition by each_page.citation_id, each_page.url
    order by coalesce(seen.is_read, false) desc, (seen.via = 'live') desc, seen.fetched_at desc, seen.capture_id desc) = 1;
comment on column followed.citation_id is 'the citation';
comment on column followed.document_id is 'the document that cites';
comment on column followed.cited_on is 'the last day on which the source can have been cited';
comment on column followed.of_capture_id is 'the capture that lists or offers it';
comment on column followed.role is 'listed (by an index of reports or stories) or file (the text of the page as a PDF or another document)';
comment on column followed.place is 'its place among them; as many are visited as fetch.follow says';
comment on column followed.of_count is 'how many pages belong to the page cited, those that are not kept here too';
comment on column followed.url is 'its address';
comment on column followed.capture_id is 'the capture that stands for it: the latest that was read at its address, else the archived copy nearest the day of citing; null where it was not visited';
comment on column followed.outcome is 'what that capture answered';
comment on column followed.is_read is 'whether it was read';
