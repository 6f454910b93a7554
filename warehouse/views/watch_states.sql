-- One row per citation, claim and topic that can be told: what stands now. Topics: link, access, content, evidence, verdict.
-- A wall or a timeout is no state of the link: the last one that was learnt stands. An error that three checks in a row met, on two days, is one of `access`. Three turns in the last ten answers are one state, flapping.
-- What labels, counters and headlines alone differ by between two of the first four readings, at most two days apart, is no change before the next one finds it standing: they may never be the same twice.
-- needs: url_history, successive_changes, claim_ledger
-- kept: by citation_id when large
create or replace view watch_states as
with
answers as (
    select
        *, lag(outcome_group) over (partition by url order by fetched_at, capture_id) as before_group,
        row_number() over (partition by url order by fetched_at desc, capture_id desc) as back
    from url_history
    where outcome_group <> 'unread'
),
turning as (
    select url, count(*) filter (outcome_group <> before_group) as turns from answers where back <= 10 group by url
),
link as (
    select
        url,
        case
            when outcome_group = 'dead' and confirmed then 'dead'
            when turns >= 3 then 'flapping'
            when outcome_group = 'dead' then 'failing'
            else 'live'
        end as state,
        case
            when outcome_group = 'dead' and confirmed then outcome || ': ' || reason || '; ' || checks_failed || ' checks since ' || strftime(failing_since, '%Y-%m-%d')
            when turns >= 3 then 'it turned between read and dead ' || turns || ' times in its last ten answers; latest: ' || outcome
            when outcome_group = 'dead' then outcome || ': ' || reason || '; not yet confirmed'
            else 'it is read again'
        end as says
    from answers
    join turning using (url)
    where back = 1
),
checks as (
    select *, row_number() over (partition by url order by fetched_at desc, capture_id desc) as back,
        lag(outcome) over (partition by url order by fetched_at, capture_id) as before_outcome
    from url_history
),
since_read as (
    select checks.*
    from checks
    left join (select url, min(back) as back from checks where outcome not in ('server_error', 'timeout', 'tls_error', 'redirect_loop', 'unreachable') group by url)
        as other on other.url = checks.url
    where other.back is null or checks.back < other.back
),
erring as (
    select
        url, count(*) as times, min(fetched_at) as since, count(distinct fetched_at::date) as days,
        coalesce(arg_max(outcome, fetched_at) filter (outcome = before_outcome), 'several') as state, arg_max(outcome || ': ' || reason, fetched_at) as says
    from since_read
    group by url
),
access as (
    select
        url, case when times >= 3 and days >= 2 then erring.state else 'open' end as state,
        case when times >= 3 and days >= 2 then erring.says || '; ' || times || ' checks since ' || strftime(since, '%Y-%m-%d') || ' met an error'
            else 'it answers without an error again' end as says
    from (select distinct url from url_history where outcome in ('server_error', 'timeout', 'tls_error', 'redirect_loop', 'unreachable'))
    left join erring using (url)
),
read_texts as (
    select
        history.url, history.capture_id, sources.text_id,
        lag(sources.text_id) over seen as before_id,
        row_number() over (partition by history.url order by history.fetched_at desc, history.capture_id desc) as back,
        row_number() over (partition by history.url, sources.text_id order by history.fetched_at, history.capture_id) as time_seen
    from url_history as history
    join sources using (capture_id)
    where history.outcome_group = 'read'
    window seen as (partition by history.url order by history.fetched_at, history.capture_id)
),
returning_texts as (
    select url, count(*) as returns from read_texts where back <= 10 and time_seen > 1 and text_id <> before_id group by url
),
steps as (
    select
        *, row_number() over (partition by url order by seen_at, change_id) as nth,
        lead(change_id) over (partition by url order by seen_at, change_id) as next_id
    from successive_changes
),
labels as (
    select change_id
    from steps
    join edits using (change_id)
    join url_history as earlier on earlier.capture_id = steps.old_capture_id
    where nth <= 3 and next_id is null and steps.change = 'substantive' and steps.seen_at - earlier.fetched_at <= interval 2 days
    group by change_id
    having not bool_or(
        len(string_split(coalesce(edits.new, edits.old), ' ')) > 16
        or (len(string_split(coalesce(edits.new, edits.old), ' ')) >= 5 and regexp_matches(coalesce(edits.new, edits.old), '[.!?…]["''”’»)]*$'))
    )
),
last_changed as (
    select * from successive_changes
    where change in ('substantive', 'replaced')
        and change_id not in (select change_id from labels where change_id not in (select change_id from changed_claims))
    qualify row_number() over (partition by url order by seen_at desc, change_id desc) = 1
),
told_facts as (
    select
        change_id,
        string_agg(kind || ' ' || coalesce('“' || old || '”', '(none)') || ' became ' || coalesce('“' || new || '”', '(none)'), '; ' order by number)
            filter (number <= 3) as facts
    from changed_facts
    group by change_id
),
content as (
    select
        read_texts.url,
        case
            when coalesce(returns, 0) >= 2 then 'alternating'
            else coalesce(change_id, 'same')
        end as state,
        case
            when coalesce(returns, 0) >= 2 then 'its text alternates between wordings seen before'
            else coalesce(change || ': ' || coalesce(facts, reason), 'the same as when it was first read')
        end as says
    from read_texts
    left join returning_texts using (url)
    left join last_changed using (url)
    left join told_facts using (change_id)
    where read_texts.back = 1
),
taken as (
    select
        claim_id, last_changed.url, change_id, 'the sentence that it stood on is gone: “' || coalesce(old, 'the whole text') || '”' as says
    from last_changed
    join changed_claims using (change_id)
    where how = 'gone'
)
select document_id, citation_id, '' as claim_id, 'link' as topic, state, says from citations join link using (url)
union all
select document_id, citation_id, '', 'access', state, says from citations join access using (url)
union all
select document_id, citation_id, '', 'content', state, says from citations join content using (url)
union all
select
    claim_ledger.document_id, claim_ledger.citation_id, claim_ledger.claim_id, 'evidence', coalesce(taken.change_id, 'same'),
    coalesce(taken.says, 'it stands')
from claim_ledger
join content using (url)
left join taken on taken.claim_id = claim_ledger.claim_id and taken.url = claim_ledger.url
where content.state <> 'alternating'
union all
select document_id, citation_id, claim_id, 'verdict', verdict, verdict || ': ' || reason from claim_ledger where verdict <> 'unread';
comment on column watch_states.document_id is 'the document that cites';
comment on column watch_states.citation_id is 'the citation';
comment on column watch_states.claim_id is 'the claim; empty for link, access and content';
comment on column watch_states.topic is 'link, access, content, evidence or verdict';
comment on column watch_states.state is 'what stands now: live, failing, dead, flapping; the error that three checks in a row met (several: not the same twice), or open; the change that was last of substance, alternating, or same; a verdict';
comment on column watch_states.says is 'that in a line';
