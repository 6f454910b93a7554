-- One row per citation whose latest answer is in the dead group: since when, how often, and whether that is confirmed.
-- Confirmed takes three failed checks on at least two days, or an unmistakable end (410, or no such host) twice;
-- until then it is failing, and may come back (rule: three checks at least days apart, as InternetArchiveBot counts).
-- needs: citation_status
create or replace view dead_citations as
select
    citation_id, document_id, ref, marker, label, url, outcome, reason, failing_since, checks_failed, confirmed,
    last_live_at, seen_at, final_url, rescued, rescue_memento_url, rescue_memento_datetime
from citation_status
where health = 'dead'
order by confirmed desc, failing_since, document_id, ref;
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
