alter table claims add column page bigint;
alter table claims add column number bigint;
comment on column claims.page is 'the page on which its paragraph begins, from 1; null where the format has no pages';
comment on column claims.number is 'which paragraph of the body it stands in, headings, items and cells counted, from 1';

create table citation_places (
    made_from varchar not null,
    made_by varchar not null,
    citation_id varchar not null,
    part varchar not null,
    start bigint not null,
    "end" bigint not null,
    primary key (citation_id, part)
);

comment on table citation_places is 'where in the document''s text a citation says something of its source';
comment on column citation_places.made_from is 'the subject of the stage that made this row';
comment on column citation_places.made_by is 'the stage that made this row';
comment on column citation_places.citation_id is 'the citation';
comment on column citation_places.part is 'what stands there: label, title, publisher, authors, date or accessed';
comment on column citation_places.start is 'where it begins in the document''s text';
comment on column citation_places."end" is 'where it ends, exclusive';
