create table changes (
    made_from varchar not null,
    made_by varchar not null,
    change_id varchar not null,
    url varchar not null,
    old_capture_id varchar not null,
    new_capture_id varchar not null,
    change varchar not null,
    score double not null,
    reason varchar not null,
    primary key (change_id)
);

comment on table changes is 'how one capture of an address differs from an earlier one';
comment on column changes.made_from is 'the subject of the stage that made this row';
comment on column changes.made_by is 'the stage that made this row';
comment on column changes.change_id is 'digest of the two captures';
comment on column changes.url is 'the address';
comment on column changes.old_capture_id is 'the earlier capture';
comment on column changes.new_capture_id is 'the later capture';
comment on column changes.change is 'none, cosmetic, minor, substantive, replaced or gone';
comment on column changes.score is 'how sure, 0 to 1';
comment on column changes.reason is 'what decided, in a sentence';

create table changed_facts (
    made_from varchar not null,
    made_by varchar not null,
    change_id varchar not null,
    number bigint not null,
    kind varchar not null,
    old varchar,
    new varchar,
    primary key (change_id, number)
);

comment on table changed_facts is 'a date, number, name or quote that stands in one of the two captures only';
comment on column changed_facts.made_from is 'the subject of the stage that made this row';
comment on column changed_facts.made_by is 'the stage that made this row';
comment on column changed_facts.change_id is 'the change';
comment on column changed_facts.number is 'place in reading order, from 1';
comment on column changed_facts.kind is 'date, number, name or quote';
comment on column changed_facts.old is 'as the earlier capture has it; null where it is new';
comment on column changed_facts.new is 'as the later capture has it; null where it is gone';

create table edits (
    made_from varchar not null,
    made_by varchar not null,
    change_id varchar not null,
    number bigint not null,
    op varchar not null,
    old varchar,
    new varchar,
    primary key (change_id, number)
);

comment on table edits is 'one sentence inserted, deleted or replaced, in reading order';
comment on column edits.made_from is 'the subject of the stage that made this row';
comment on column edits.made_by is 'the stage that made this row';
comment on column edits.change_id is 'the change';
comment on column edits.number is 'place in reading order, from 1';
comment on column edits.op is 'insert, delete or replace';
comment on column edits.old is 'the earlier words';
comment on column edits.new is 'the later words';

create table changed_claims (
    made_from varchar not null,
    made_by varchar not null,
    change_id varchar not null,
    claim_id varchar not null,
    primary key (change_id, claim_id)
);

comment on table changed_claims is 'a claim whose footing a change touched';
comment on column changed_claims.made_from is 'the subject of the stage that made this row';
comment on column changed_claims.made_by is 'the stage that made this row';
comment on column changed_claims.change_id is 'the change';
comment on column changed_claims.claim_id is 'the claim';
