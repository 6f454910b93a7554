-- What stands beside the verdicts: words left open, several sources of one claim, the document with itself, other judges.
create table open_words (
    made_from varchar not null,
    made_by varchar not null,
    verdict_id varchar not null,
    start bigint not null,
    "end" bigint not null,
    text varchar not null,
    primary key (verdict_id, start)
);

comment on table open_words is 'words of a claim that the evidence of one of its sources leaves open';
comment on column open_words.made_from is 'the subject of the stage that made this row';
comment on column open_words.made_by is 'the stage that made this row';
comment on column open_words.verdict_id is 'the verdict';
comment on column open_words.start is 'where they begin in the claim';
comment on column open_words."end" is 'where they end, exclusive';
comment on column open_words.text is 'the words';

create table witnesses (
    made_from varchar not null,
    made_by varchar not null,
    claim_id varchar not null,
    citation_id varchar not null,
    capture_id varchar not null,
    witness bigint not null,
    primary key (claim_id, citation_id)
);

comment on table witnesses is 'a source of a claim that was read, and which of its sources are one and the same witness';
comment on column witnesses.made_from is 'the subject of the stage that made this row';
comment on column witnesses.made_by is 'the stage that made this row';
comment on column witnesses.claim_id is 'the claim';
comment on column witnesses.citation_id is 'the citation';
comment on column witnesses.capture_id is 'the capture that the verdict rests on';
comment on column witnesses.witness is 'sources of the claim with one number are not independent of each other';

create table source_relations (
    made_from varchar not null,
    made_by varchar not null,
    claim_id varchar not null,
    capture_id varchar not null,
    other_capture_id varchar not null,
    relation varchar not null,
    share double,
    note varchar not null,
    primary key (claim_id, capture_id, other_capture_id, relation)
);

comment on table source_relations is 'why two sources of one claim are not independent of each other';
comment on column source_relations.made_from is 'the subject of the stage that made this row';
comment on column source_relations.made_by is 'the stage that made this row';
comment on column source_relations.claim_id is 'the claim that both stand for';
comment on column source_relations.capture_id is 'one source; where the relation is cites, the one that cites';
comment on column source_relations.other_capture_id is 'the other one';
comment on column source_relations.relation is 'same_text, near_copy, same_publisher or cites';
comment on column source_relations.share is 'of the shorter text, the share that the other holds as well; null where texts were not compared';
comment on column source_relations.note is 'what was seen';

create table agreements (
    made_from varchar not null,
    made_by varchar not null,
    document_id varchar not null,
    number bigint not null,
    kind varchar not null,
    start bigint not null,
    "end" bigint not null,
    text varchar not null,
    other_start bigint not null,
    other_end bigint not null,
    other_text varchar not null,
    status varchar not null,
    note varchar not null,
    primary key (document_id, number)
);

comment on table agreements is 'two places of one document that must agree, and whether they do';
comment on column agreements.made_from is 'the subject of the stage that made this row';
comment on column agreements.made_by is 'the stage that made this row';
comment on column agreements.document_id is 'the document';
comment on column agreements.number is 'in reading order';
comment on column agreements.kind is 'relative_date, duration, weekday, list or count';
comment on column agreements.start is 'where the first place begins in the document''s text';
comment on column agreements."end" is 'where it ends, exclusive';
comment on column agreements.text is 'its words';
comment on column agreements.other_start is 'where the other place begins';
comment on column agreements.other_end is 'where it ends, exclusive';
comment on column agreements.other_text is 'its words';
comment on column agreements.status is 'match or mismatch';
comment on column agreements.note is 'what was reckoned';

create table opinions (
    made_from varchar not null,
    made_by varchar not null,
    opinion_id varchar not null,
    verdict_id varchar not null,
    judge varchar not null,
    verdict varchar,
    score double,
    prompt varchar not null,
    answer varchar,
    error varchar,
    tokens_in bigint,
    tokens_out bigint,
    cost double,
    seconds double not null,
    primary key (opinion_id)
);

comment on table opinions is 'what a judge that is not ours says of a claim: it stands beside the verdict and never replaces it';
comment on column opinions.made_from is 'the subject of the stage that made this row';
comment on column opinions.made_by is 'the stage that made this row';
comment on column opinions.opinion_id is 'digest of the verdict and the judge';
comment on column opinions.verdict_id is 'the verdict beside which it stands';
comment on column opinions.judge is 'who judged: the model''s name, and where it ran';
comment on column opinions.verdict is 'supported, partly_supported, not_supported or contradicted; null where it failed';
comment on column opinions.score is 'its probability that the claim is supported, not calibrated by us; null where it gave none';
comment on column opinions.prompt is 'what it was asked, to the letter';
comment on column opinions.answer is 'what it answered, to the letter';
comment on column opinions.error is 'why there is no verdict';
comment on column opinions.tokens_in is 'tokens of the prompt, as the server counts them';
comment on column opinions.tokens_out is 'tokens of the answer, as the server counts them';
comment on column opinions.cost is 'by the prices in the settings; null where the server counted nothing';
comment on column opinions.seconds is 'how long it took';

comment on column citation_facts.field is 'date, publisher, title, kind, newer_than_document or changed_after_document';
