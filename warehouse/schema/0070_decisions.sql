create table decisions (
    made_from varchar not null,
    made_by varchar not null,
    decision_id varchar not null,
    made_at timestamptz not null,
    who varchar not null,
    about varchar not null,
    what varchar not null,
    value varchar,
    note varchar,
    document_id varchar,
    claim_id varchar,
    citation_id varchar,
    capture_id varchar,
    saw varchar,
    text_id varchar,
    claim varchar,
    url varchar,
    primary key (decision_id)
);

comment on table decisions is 'what a person decided, said or did about a verdict, an outcome, a claim or a source; the index of the journal beside the warehouse, never changed by a run';
comment on column decisions.made_from is 'the journal that it was read from';
comment on column decisions.made_by is 'decide';
comment on column decisions.decision_id is 'digest of the line in the journal';
comment on column decisions.made_at is 'when';
comment on column decisions.who is 'the name that the person gave';
comment on column decisions.about is 'verdict (of a claim by a citation), outcome (of a citation''s link), claim, or source';
comment on column decisions.what is 'accept, override, withdraw, comment, assign, or supply (a source handed in by a person)';
comment on column decisions.value is 'override: the person''s word; assign: the name, null for nobody; supply: SHA-256 of the bytes';
comment on column decisions.note is 'the person''s reason or comment';
comment on column decisions.document_id is 'the document';
comment on column decisions.claim_id is 'the claim, where it is about one';
comment on column decisions.citation_id is 'the citation, where it is about one';
comment on column decisions.capture_id is 'the capture that the person had before them';
comment on column decisions.saw is 'the program''s word at that time: a verdict or an outcome';
comment on column decisions.text_id is 'digest of the source''s text at that time';
comment on column decisions.claim is 'the words of the claim, so that the row can be read by itself';
comment on column decisions.url is 'the address cited, likewise';
