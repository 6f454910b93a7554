-- What archives of the web were asked to capture (`testimonia run --save-to-archive`), and what they answered.
create table saves (
    made_from varchar not null,
    made_by varchar not null,
    save_id varchar not null,
    url varchar not null,
    archive varchar not null,
    text_id varchar,
    status bigint,
    error varchar,
    memento_url varchar,
    memento_datetime timestamptz,
    asked_at timestamptz not null,
    retry_after timestamptz,
    warc_file varchar,
    warc_offset bigint,
    warc_record_id varchar,
    primary key (save_id)
);

comment on table saves is 'one request to an archive of the web to capture a page that was live, and its answer';
comment on column saves.made_from is 'the subject of the stage that made this row';
comment on column saves.made_by is 'the stage that made this row';
comment on column saves.save_id is 'digest of address, archive, time of the answer and what was answered';
comment on column saves.url is 'the address that the archive was to capture: where the citation ended';
comment on column saves.archive is 'the archive''s address to which the page''s was added';
comment on column saves.text_id is 'the text that the page had when we asked; while it stays, the page is not saved again';
comment on column saves.status is 'HTTP status of the archive''s last answer';
comment on column saves.error is 'why there is no copy: archive_rate_limited (asked again later), archive_unreachable, not_saved; null where there is one';
comment on column saves.memento_url is 'the archive''s address of the copy that it took';
comment on column saves.memento_datetime is 'when it took the copy, where it says so';
comment on column saves.asked_at is 'when we asked';
comment on column saves.retry_after is 'when the archive wants to be asked again';
comment on column saves.warc_file is 'the WARC file of the archive folder that holds the archive''s last answer';
comment on column saves.warc_offset is 'where its record begins in that file, in bytes';
comment on column saves.warc_record_id is 'WARC-Record-ID of that answer';
