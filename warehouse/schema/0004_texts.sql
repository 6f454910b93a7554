create table mentions (
    made_from varchar not null,
    made_by varchar not null,
    mention_id varchar not null,
    text_id varchar not null,
    kind varchar not null,
    start bigint not null,
    "end" bigint not null,
    text varchar not null,
    type varchar,
    value varchar,
    earliest varchar,
    latest varchar,
    number double,
    unit varchar,
    bound varchar,
    name varchar,
    speaker varchar,
    primary key (mention_id)
);

comment on table mentions is 'a span of a text that names, dates, counts or quotes something';
comment on column mentions.made_from is 'the subject of the stage that made this row';
comment on column mentions.made_by is 'the stage that made this row';
comment on column mentions.mention_id is 'digest of the text and the span';
comment on column mentions.text_id is 'the text of a document or a source';
comment on column mentions.kind is 'entity, date, number, quote or abbreviation';
comment on column mentions.start is 'where it begins in the text';
comment on column mentions."end" is 'where it ends, exclusive';
comment on column mentions.text is 'the words';
comment on column mentions.type is 'entity: PER, ORG, LOC, EVENT, PRODUCT, LAW; date: DATE, TIME, DURATION, SET';
comment on column mentions.value is 'date: the TIMEX3 value; abbreviation: the long form';
comment on column mentions.earliest is 'date: the first day it can mean';
comment on column mentions.latest is 'date: the last day it can mean';
comment on column mentions.number is 'number: its value';
comment on column mentions.unit is 'number: what it counts or its unit';
comment on column mentions.bound is 'number: exact, over, under or about';
comment on column mentions.name is 'entity: its one name within the text';
comment on column mentions.speaker is 'quote: who says it, as the text names them';
