-- What a site answers for an address that cannot exist, and at its front, beside a doubtful page.
alter table visits add column unlike_nowhere bigint;
alter table visits add column unlike_front bigint;
comment on column visits.unlike_nowhere is 'words of the page that the site''s answer for an address that cannot exist lacks; null where it was not asked for, or answered other than with a page';
comment on column visits.unlike_front is 'words of the page that the site''s front page lacks; null where it was not asked for';
