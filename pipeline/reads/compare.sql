-- One row per pair of captures of an address: as cited, our first and our last good one, and those that a person decided on, each
-- against the latest; with the claims that cite the address, and the places that earlier visits close together have shown to differ.
with now as (
    select distinct url, now_capture_id as new_capture_id from readings where now_capture_id is not null
),
good as (
    select captures.url, captures.capture_id, captures.fetched_at
    from captures join now using (url)
    where captures.via = 'live' and captures.outcome = 'live' and captures.capture_id <> now.new_capture_id
),
pairs as (
    select distinct url, as_cited_capture_id as old_capture_id, now_capture_id as new_capture_id
    from readings
    where as_cited_capture_id is not null and now_capture_id is not null
        and as_cited_capture_id <> now_capture_id
    union
    select url, arg_min(capture_id, (fetched_at, capture_id)), any_value(new_capture_id)
    from good join now using (url) group by url
    union
    select url, arg_max(capture_id, (fetched_at, capture_id)), any_value(new_capture_id)
    from good join now using (url) group by url
    union
    select distinct captures.url, captures.capture_id, now.new_capture_id
    from decisions join captures using (capture_id) join now on now.url = captures.url
    where captures.capture_id <> now.new_capture_id and captures.outcome = 'live'
),
standing as (
    select citations.url, list(distinct {'claim_id': claims.claim_id, 'text': claims.text}) as claims
    from citations
    join claim_citations using (citation_id)
    join claims using (claim_id)
    where citations.url is not null
    group by citations.url
),
known as (
    select
        now.new_capture_id,
        list({'old': old, 'new': new, 'above': above, 'below': below, 'visits': change_id} order by seen_at desc, change_id, number)[:200] as volatile
    from volatile_parts
    join now using (url)
    where volatile_parts.new_capture_id <> now.new_capture_id
    group by now.new_capture_id
)
select
    pairs.old_capture_id || ':' || pairs.new_capture_id as subject_id, pairs.*,
    old.outcome as old_outcome, old.reason as old_reason, old.sha256 as old_sha256,
    old.media_type as old_media_type, old_source.title as old_title, old_source.text as old_text,
    old_source.language as old_language, old_source.published as old_published,
    new.outcome as new_outcome, new.reason as new_reason, new.sha256 as new_sha256,
    new.media_type as new_media_type, new_source.title as new_title, new_source.text as new_text,
    new_source.language as new_language, new_source.published as new_published,
    to_json(list_sort(coalesce(standing.claims, []))) as claims,
    to_json(coalesce(known.volatile, [])) as volatile,
    md5(concat_ws(
        chr(31), to_json(coalesce(known.volatile, [])), to_json(list_sort(coalesce(standing.claims, []))), old.outcome, new.outcome,
        old_source.text_id, new_source.text_id)) as fingerprint
from pairs
join captures as old on old.capture_id = pairs.old_capture_id
join captures as new on new.capture_id = pairs.new_capture_id
left join sources as old_source on old_source.capture_id = old.capture_id
left join sources as new_source on new_source.capture_id = new.capture_id
left join standing on standing.url = pairs.url
left join known on known.new_capture_id = pairs.new_capture_id
