create table captures (
    made_from varchar not null,
    made_by varchar not null,
    capture_id varchar not null,
    url varchar not null,
    urlkey varchar not null,
    via varchar not null,
    asked_for varchar,
    final_url varchar not null,
    outcome varchar not null,
    reason varchar not null,
    status bigint,
    media_type varchar,
    bytes bigint,
    sha256 varchar,
    fetched_at timestamptz not null,
    memento_url varchar,
    memento_datetime timestamptz,
    warc_file varchar,
    warc_offset bigint,
    warc_record_id varchar,
    primary key (capture_id)
);

comment on table captures is 'a visit, judged: what it brought back, in one word and its reason';
comment on column captures.made_from is 'the subject of the stage that made this row';
comment on column captures.made_by is 'the stage that made this row';
comment on column captures.capture_id is 'digest of the visit';
comment on column captures.url is 'the address asked';
comment on column captures.urlkey is 'the address folded for comparison (scheme, www, case, order of the query)';
comment on column captures.via is 'live, or memento for an archived copy';
comment on column captures.asked_for is 'for a memento: the date whose copy was wanted';
comment on column captures.final_url is 'the address of the last answer';
comment on column captures.outcome is 'one word of the closed list in docs/outcomes.md';
comment on column captures.reason is 'the signals that decided, in a sentence';
comment on column captures.status is 'HTTP status of the last answer';
comment on column captures.media_type is 'media type of the body';
comment on column captures.bytes is 'length of the body as it came';
comment on column captures.sha256 is 'SHA-256 of the decoded body';
comment on column captures.fetched_at is 'when the last answer was given';
comment on column captures.memento_url is 'the archive''s address of the copy';
comment on column captures.memento_datetime is 'when the archive took the copy';
comment on column captures.warc_file is 'the WARC file that holds the last answer';
comment on column captures.warc_offset is 'where its record begins, in bytes';
comment on column captures.warc_record_id is 'its WARC-Record-ID';

create table signals (
    made_from varchar not null,
    made_by varchar not null,
    capture_id varchar not null,
    name varchar not null,
    value varchar not null,
    primary key (capture_id, name)
);

comment on table signals is 'one observation that an outcome rests on';
comment on column signals.made_from is 'the subject of the stage that made this row';
comment on column signals.made_by is 'the stage that made this row';
comment on column signals.capture_id is 'the capture';
comment on column signals.name is 'what was observed';
comment on column signals.value is 'what it was, as text';

create table sources (
    made_from varchar not null,
    made_by varchar not null,
    capture_id varchar not null,
    text_id varchar not null,
    title varchar,
    author varchar,
    publisher varchar,
    published varchar,
    modified varchar,
    language varchar,
    media_type varchar,
    extractor varchar not null,
    text varchar not null,
    primary key (capture_id)
);

comment on table sources is 'the text of a capture that was read; a wall or an error page has none';
comment on column sources.made_from is 'the subject of the stage that made this row';
comment on column sources.made_by is 'the stage that made this row';
comment on column sources.capture_id is 'the capture';
comment on column sources.text_id is 'digest of the text; mentions hang on it';
comment on column sources.title is 'the title that the source gives itself';
comment on column sources.author is 'its authors';
comment on column sources.publisher is 'its publisher or site name';
comment on column sources.published is 'when it says it was published, ISO 8601';
comment on column sources.modified is 'when it says it was last modified, ISO 8601';
comment on column sources.language is 'ISO 639-1 code';
comment on column sources.media_type is 'media type that was read';
comment on column sources.extractor is 'the program and version that took the text out';
comment on column sources.text is 'the main text; all offsets into the source count code points of this';
