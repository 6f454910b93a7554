-- Pages as a browser showed them (`fetch.browser`).
create table screenshots (
    made_from varchar not null,
    made_by varchar not null,
    screenshot_id varchar not null,
    visit_id varchar not null,
    url varchar not null,
    width bigint not null,
    height bigint not null,
    sha256 varchar not null,
    taken_at timestamptz not null,
    warc_file varchar not null,
    warc_offset bigint not null,
    warc_record_id varchar not null,
    primary key (screenshot_id)
);

comment on table screenshots is 'a picture (PNG) of a page as a browser showed it to the program';
comment on column screenshots.made_from is 'the subject of the stage that made this row';
comment on column screenshots.made_by is 'the stage that made this row';
comment on column screenshots.screenshot_id is 'digest of the visit and the picture';
comment on column screenshots.visit_id is 'the visit by browser whose document the picture was taken of';
comment on column screenshots.url is 'the address of the page when it was taken';
comment on column screenshots.width is 'in pixels';
comment on column screenshots.height is 'in pixels; of a page taller than 10,000 the rest is not shown';
comment on column screenshots.sha256 is 'SHA-256 of the picture';
comment on column screenshots.taken_at is 'when it was taken';
comment on column screenshots.warc_file is 'the WARC file of the archive folder that holds it';
comment on column screenshots.warc_offset is 'where its record begins in that file, in bytes';
comment on column screenshots.warc_record_id is 'WARC-Record-ID of the picture';
comment on column visits.via is 'live, memento for an archived copy, person for what a person handed in, or browser for what a browser showed';
comment on column captures.via is 'live, memento for an archived copy, person for what a person handed in, or browser for what a browser showed';
