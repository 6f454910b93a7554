-- One row per citation whose latest answer is in the dead group: since when, how often, and whether that is confirmed.
-- Confirmed takes three failed checks on at least two days, or an unmistakable end (410, or no such host) twice;
-- until then it is failing, and may come back (rule: three checks at least days apart, as InternetArchiveBot counts).
-- needs: citation_status, url_history
create or replace view dead_citations as
select
    status.citation_id, status.document_id, status.ref, status.marker, status.label, status.url, status.outcome, status.reason,
    history.failing_since, history.checks_failed,
    history.confirmed,
    status.last_live_at, status.seen_at, status.final_url, status.rescued, status.rescue_memento_url, status.rescue_memento_datetime
from citation_status as status
join url_history as history on history.capture_id = status.capture_id
where status.health = 'dead'
order by confirmed desc, history.failing_since, status.document_id, status.ref;
comment on column dead_citations.citation_id is 'the citation';
comment on column dead_citations.document_id is 'the document that cites';
comment on column dead_citations.ref is 'its short name in the document';
comment on column dead_citations.marker is 'the mark that calls its note';
comment on column dead_citations.label is 'the words that introduce the link';
comment on column dead_citations.url is 'the address cited';
comment on column dead_citations.outcome is 'how it is dead';
comment on column dead_citations.reason is 'the signals that decided';
comment on column dead_citations.failing_since is 'when the first failed check since its last life was made';
comment on column dead_citations.checks_failed is 'how many checks have failed since';
comment on column dead_citations.confirmed is 'true: confirmed dead; false: failing, one failed check never reads as a death';
comment on column dead_citations.last_live_at is 'when the source was last read at its address';
comment on column dead_citations.seen_at is 'when it was last checked';
comment on column dead_citations.final_url is 'where the latest visit ended';
comment on column dead_citations.rescued is 'true where an archived copy stands in for it';
comment on column dead_citations.rescue_memento_url is 'that copy';
comment on column dead_citations.rescue_memento_datetime is 'when the archive took it';
