-- One row per source that several citations lead to: one final address, or one and the same text.
-- Two citations of one source are one witness, not two.
-- needs: cited_texts
-- kept: by whole
create or replace view shared_sources as
select
    source_key, any_value(title) as title, min(final_url) as final_url,
    count(*) as citations, count(distinct document_id) as documents,
    list(distinct url order by url) as urls, list(citation_id order by citation_id) as citation_ids
from cited_texts
group by source_key
having count(*) > 1
order by citations desc, final_url;
comment on column shared_sources.source_key is 'digest of the text that they share, or the final address where no text was read';
comment on column shared_sources.title is 'the title of the source';
comment on column shared_sources.final_url is 'an address where they end';
comment on column shared_sources.citations is 'how many citations lead to it';
comment on column shared_sources.documents is 'in how many documents';
comment on column shared_sources.urls is 'the addresses cited';
comment on column shared_sources.citation_ids is 'the citations';
