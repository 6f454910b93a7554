-- One row per citation and page that belongs to the page cited by its own word: a report that it lists, its own text as a file, an appendix of it, or the next page of its list.
-- Read from the signals of the copy as it was cited, then of the page that the verdict rests on. One level, and two steps more: the file of a report
-- that is listed, and what the next page of the list lists.
-- needs: readings, outcome_groups
-- kept: by citation_id
create or replace view followed as
with
pages as (
    select
        citation_id, document_id, url as cited_url, cited_on,
        unnest([as_cited_capture_id, case when basis is not null then basis_capture_id end]) as capture_id, unnest([1, 2]) as turn
    from readings
    where citation_id in (select citation_id from claim_citations)
),
told as materialized (
    select
        capture_id, name as role,
        unnest(case when name in ('listed', 'appendix') then try_cast(try_cast(value as json) as varchar[]) else [value] end) as url,
        unnest(range(50)) as number
    from signals
    where name in ('listed', 'file', 'more', 'appendix')
),
first_step as materialized (
    select pages.*, told.role, told.url, told.number
    from pages
    join told using (capture_id)
    where told.url is not null and told.url <> cited_url
    qualify row_number() over (partition by citation_id, told.url order by turn, role = 'more', number) = 1
),
stood as materialized (
    select first_step.*, captures.capture_id as stood_capture_id
    from first_step
    join captures on captures.url = first_step.url
    join outcome_groups using (outcome)
    where outcome_group = 'read' and (captures.via = 'live' or (captures.via = 'memento' and captures.asked_for = first_step.cited_on))
    qualify row_number() over (
        partition by citation_id, first_step.url order by (captures.via = 'live') desc, captures.fetched_at desc, captures.capture_id desc) = 1
),
each_page as materialized (
    select *, row_number() over (partition by citation_id order by turn, role = 'more', number) as place, count(*) over (partition by citation_id) as kept
    from (
        select citation_id, document_id, cited_url, cited_on, capture_id, turn, role, url, number from first_step
        union all
        (
            select citation_id, document_id, cited_url, cited_on, stood_capture_id, turn + 2, told.role, told.url, 50 * stood.number + told.number as number
            from stood
            join told on told.capture_id = stood_capture_id and (stood.role, told.role) in (('listed', 'file'), ('more', 'listed'))
            where told.url is not null and told.url <> cited_url
                and not exists (from first_step where first_step.citation_id = stood.citation_id and first_step.url = told.url)
            qualify row_number() over (partition by citation_id, told.url order by turn, stood.role = 'more', stood.number, told.number) = 1
        )
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
comment on column followed.of_capture_id is 'the capture that lists or offers it: of the page cited, of a report that is listed, or of the next page of the list';
comment on column followed.role is 'listed (by an index of reports or stories), file (the text of the page, or of one that is listed, as a PDF or another document), appendix (what the page calls its appendix or annex) or more (the next page of the list)';
comment on column followed.place is 'its place among them; as many are visited as fetch.follow says';
comment on column followed.of_count is 'how many pages belong to the page cited, those that are not kept here too';
comment on column followed.url is 'its address';
comment on column followed.capture_id is 'the capture that stands for it: the latest that was read at its address, else the archived copy nearest the day of citing; null where it was not visited';
comment on column followed.outcome is 'what that capture answered';
comment on column followed.is_read is 'whether it was read';
