-- One row per citation with a link that was read or answered: the texts behind it, as it was cited, when it was last good, and what the verdict rests on.
-- needs: readings
-- kept: by citation_id when large
create or replace view cited_texts as
select
    readings.citation_id, readings.document_id, readings.url, basis.final_url, basis.fetched_at as seen_at, now_text.title,
    coalesce(now_text.text_id, basis.final_url) as source_key,
    coalesce(cited.text_id, case when readings.last_good_capture_id <> readings.now_capture_id then good.text_id end) as lost_text_id
from readings
join captures as basis on basis.capture_id = readings.basis_capture_id
left join sources as now_text on now_text.capture_id = readings.basis_capture_id
left join sources as cited on cited.capture_id = readings.as_cited_capture_id
left join sources as good on good.capture_id = readings.last_good_capture_id;
comment on column cited_texts.citation_id is 'the citation';
comment on column cited_texts.document_id is 'the document that cites';
comment on column cited_texts.url is 'the address cited';
comment on column cited_texts.final_url is 'where the capture ended that the verdict rests on';
comment on column cited_texts.seen_at is 'when';
comment on column cited_texts.title is 'the title of the text there; null where none was read';
comment on column cited_texts.source_key is 'digest of the text there, or the final address where no text was read';
comment on column cited_texts.lost_text_id is 'digest of the text as it was cited, else of the one read before the latest visit: what to look for where the link is dead or changed';
