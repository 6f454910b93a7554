create table verdicts (
    made_from varchar not null,
    made_by varchar not null,
    verdict_id varchar not null,
    claim_id varchar not null,
    citation_id varchar not null,
    capture_id varchar not null,
    verdict varchar not null,
    score double,
    sure boolean not null,
    reason varchar not null,
    primary key (verdict_id)
);

comment on table verdicts is 'what one capture of a source says of one claim';
comment on column verdicts.made_from is 'the subject of the stage that made this row';
comment on column verdicts.made_by is 'the stage that made this row';
comment on column verdicts.verdict_id is 'digest of claim, citation and capture';
comment on column verdicts.claim_id is 'the claim';
comment on column verdicts.citation_id is 'the citation that leads to the source';
comment on column verdicts.capture_id is 'the capture that was held against the claim';
comment on column verdicts.verdict is 'supported, partly_supported, not_supported, contradicted or unread';
comment on column verdicts.score is 'calibrated probability that the claim is supported; null where the source is unread';
comment on column verdicts.sure is 'false where a person must look: `supported` with a score below the setting check.abstain_below';
comment on column verdicts.reason is 'what decided, in a sentence';

create table evidence (
    made_from varchar not null,
    made_by varchar not null,
    verdict_id varchar not null,
    rank bigint not null,
    sentence bigint not null,
    start bigint not null,
    "end" bigint not null,
    text varchar not null,
    score double not null,
    primary key (verdict_id, rank)
);

comment on table evidence is 'a passage of a source that bears on a claim';
comment on column evidence.made_from is 'the subject of the stage that made this row';
comment on column evidence.made_by is 'the stage that made this row';
comment on column evidence.verdict_id is 'the verdict';
comment on column evidence.rank is '1 bears most';
comment on column evidence.sentence is 'number of the sentence in the source, from 0';
comment on column evidence.start is 'where it begins in the source''s text';
comment on column evidence."end" is 'where it ends, exclusive';
comment on column evidence.text is 'the passage';
comment on column evidence.score is 'how much it bears on the claim, 0 to 1';

create table facts (
    made_from varchar not null,
    made_by varchar not null,
    fact_id varchar not null,
    verdict_id varchar not null,
    kind varchar not null,
    claim varchar not null,
    claim_start bigint not null,
    claim_end bigint not null,
    source varchar,
    source_start bigint,
    source_end bigint,
    status varchar not null,
    primary key (fact_id)
);

comment on table facts is 'a date, number, name or quote of a claim, looked for in the source';
comment on column facts.made_from is 'the subject of the stage that made this row';
comment on column facts.made_by is 'the stage that made this row';
comment on column facts.fact_id is 'digest of the verdict and the fact''s place in the claim';
comment on column facts.verdict_id is 'the verdict';
comment on column facts.kind is 'date, number, name or quote';
comment on column facts.claim is 'the claim''s words';
comment on column facts.claim_start is 'where they begin in the claim';
comment on column facts.claim_end is 'where they end, exclusive';
comment on column facts.source is 'the source''s words; null where it has none';
comment on column facts.source_start is 'where they begin in the source''s text';
comment on column facts.source_end is 'where they end, exclusive';
comment on column facts.status is 'match, mismatch or absent';

create table citation_facts (
    made_from varchar not null,
    made_by varchar not null,
    citation_id varchar not null,
    capture_id varchar not null,
    field varchar not null,
    stated varchar,
    found varchar,
    status varchar not null,
    primary key (citation_id, capture_id, field)
);

comment on table citation_facts is 'what a citation says of its source, held against what the source says of itself';
comment on column citation_facts.made_from is 'the subject of the stage that made this row';
comment on column citation_facts.made_by is 'the stage that made this row';
comment on column citation_facts.citation_id is 'the citation';
comment on column citation_facts.capture_id is 'the capture that was held against it';
comment on column citation_facts.field is 'date, publisher, title or newer_than_document';
comment on column citation_facts.stated is 'what the citation states';
comment on column citation_facts.found is 'what the source says of itself';
comment on column citation_facts.status is 'match, mismatch or absent';
