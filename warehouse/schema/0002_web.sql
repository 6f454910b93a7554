create table visits (
    made_from varchar not null,
    made_by varchar not null,
    visit_id varchar not null,
    url varchar not null,
    via varchar not null,
    asked_for varchar,
    final_url varchar not null,
    status bigint,
    error varchar,
    media_type varchar,
    bytes bigint,
    sha256 varchar,
    fetched_at timestamptz not null,
    web varchar not null,
    asked_at timestamptz not null,
    memento_url varchar,
    memento_datetime timestamptz,
    retry_after timestamptz,
    warc_file varchar,
    warc_offset bigint,
    warc_record_id varchar,
    primary key (visit_id)
);

comment on table visits is 'one journey to an address, from the address asked to the last answer; the index of the archive, not yet judged';
comment on column visits.made_from is 'the subject of the stage that made this row';
comment on column visits.made_by is 'the stage that made this row';
comment on column visits.visit_id is 'digest of address, way, time of the answer and what was answered';
comment on column visits.url is 'the address asked';
comment on column visits.via is 'live, or memento for an archived copy';
comment on column visits.asked_for is 'for a memento: the date whose copy was wanted';
comment on column visits.final_url is 'the address of the last answer';
comment on column visits.status is 'HTTP status of the last answer; null where there was none';
comment on column visits.error is 'why there was no answer: dns, timeout, tls, refused_private …; null where there was one';
comment on column visits.media_type is 'media type that the last answer states';
comment on column visits.bytes is 'length of the body as it came';
comment on column visits.sha256 is 'SHA-256 of the decoded body';
comment on column visits.fetched_at is 'when the last answer was given; for a replayed record the date of that record';
comment on column visits.web is 'which web was asked: live, or replay: and the digest of the archives that stood for it';
comment on column visits.asked_at is 'when we asked';
comment on column visits.memento_url is 'the archive''s address of the copy';
comment on column visits.memento_datetime is 'when the archive took the copy';
comment on column visits.retry_after is 'when the server wants to be asked again';
comment on column visits.warc_file is 'the WARC file of the archive folder that holds the last answer';
comment on column visits.warc_offset is 'where the record of the last answer begins in that file, in bytes';
comment on column visits.warc_record_id is 'WARC-Record-ID of the last answer';

create table hops (
    made_from varchar not null,
    made_by varchar not null,
    hop_id varchar not null,
    visit_id varchar not null,
    number bigint not null,
    url varchar not null,
    kind varchar not null,
    status bigint,
    location varchar,
    error varchar,
    address varchar,
    fetched_at timestamptz not null,
    warc_record_id varchar,
    primary key (hop_id)
);

comment on table hops is 'one request and its answer on a visit';
comment on column hops.made_from is 'the subject of the stage that made this row';
comment on column hops.made_by is 'the stage that made this row';
comment on column hops.hop_id is 'digest of the visit and the number';
comment on column hops.visit_id is 'the visit';
comment on column hops.number is '0 is the address asked';
comment on column hops.url is 'the address of this hop';
comment on column hops.kind is 'how the journey came here: asked, http, refresh, meta_refresh, javascript, interstitial, memento …';
comment on column hops.status is 'HTTP status of the answer';
comment on column hops.location is 'where the answer points next';
comment on column hops.error is 'why there was no answer';
comment on column hops.address is 'the network address that answered';
comment on column hops.fetched_at is 'when it answered';
comment on column hops.warc_record_id is 'WARC-Record-ID of the answer';
