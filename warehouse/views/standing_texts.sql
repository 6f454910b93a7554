-- One row per address that was read at its latest visit: the text that stands there.
-- needs: url_history
-- kept: by url when large
create or replace view standing_texts as
select url_history.url, url_history.capture_id, sources.text_id, url_history.final_url, url_history.fetched_at as seen_at
from url_history
join sources using (capture_id)
where url_history.newest = 1 and url_history.outcome_group = 'read';
comment on column standing_texts.url is 'the address';
comment on column standing_texts.capture_id is 'the latest visit';
comment on column standing_texts.text_id is 'digest of the text';
comment on column standing_texts.final_url is 'where the visit ended';
comment on column standing_texts.seen_at is 'when it was read';
