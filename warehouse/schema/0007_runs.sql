create table issues (
    made_from varchar not null,
    made_by varchar not null,
    issue_id varchar not null,
    code varchar not null,
    subject varchar not null,
    detail varchar not null,
    primary key (issue_id)
);

comment on table issues is 'input that could not be used';
comment on column issues.made_from is 'the subject of the stage that made this row';
comment on column issues.made_by is 'the stage that made this row';
comment on column issues.issue_id is 'digest of code, subject and detail';
comment on column issues.code is 'what was wrong, one slug of the closed list in docs/issues.md';
comment on column issues.subject is 'what it was wrong with';
comment on column issues.detail is 'where, what, and what to do';

create table runs (
    run_id varchar not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    documents varchar[] not null,
    web varchar not null,
    settings varchar not null,
    versions varchar not null,
    primary key (run_id)
);

comment on table runs is 'one call of `testimonia run`';
comment on column runs.run_id is 'digest of the start and the process';
comment on column runs.started_at is 'when it began';
comment on column runs.ended_at is 'when it ended; null for one that was killed';
comment on column runs.documents is 'ids of the documents it was called for';
comment on column runs.web is 'live, offline, or replay: and the digest of the archives that stood for the web';
comment on column runs.settings is 'the resolved settings, as JSON';
comment on column runs.versions is 'versions of the program, its stages and its libraries, as JSON';

create table done (
    stage varchar not null,
    subject_id varchar not null,
    version varchar not null,
    done_at timestamptz not null,
    primary key (stage, subject_id)
);

comment on table done is 'what each stage has finished; what is owed is what a stage reads and does not stand here';
comment on column done.stage is 'the stage';
comment on column done.subject_id is 'the subject that was finished';
comment on column done.version is 'the stage''s version, its settings and what the subject was made of, as a digest';
comment on column done.done_at is 'when its rows were loaded';
