create table documents (
    made_from varchar not null,
    made_by varchar not null,
    document_id varchar not null,
    path varchar not null,
    sha256 varchar not null,
    format varchar not null,
    title varchar,
    date varchar,
    language varchar,
    text_id varchar not null,
    text varchar not null,
    primary key (document_id)
);

comment on table documents is 'a text that we are asked to verify';
comment on column documents.made_from is 'the subject of the stage that made this row';
comment on column documents.made_by is 'the stage that made this row';
comment on column documents.document_id is 'SHA-256 of the file''s bytes';
comment on column documents.path is 'where the file lay when it was read';
comment on column documents.sha256 is 'SHA-256 of the file''s bytes';
comment on column documents.format is 'what the bytes are: txt, md, html, docx, pdf …';
comment on column documents.title is 'the title that the document gives itself';
comment on column documents.date is 'the date of the document, ISO 8601, perhaps partial; --as-of overrides it';
comment on column documents.language is 'ISO 639-1 code of the language of most of the text';
comment on column documents.text_id is 'digest of the text; mentions hang on it';
comment on column documents.text is 'the body in reading order without its note marks, then the notes; all offsets into the document count code points of this';

create table citations (
    made_from varchar not null,
    made_by varchar not null,
    citation_id varchar not null,
    document_id varchar not null,
    ref varchar not null,
    marker varchar,
    kind varchar not null,
    printed varchar,
    url varchar,
    candidates varchar[] not null,
    label varchar,
    stated_date varchar,
    stated_publisher varchar,
    stated_title varchar,
    stated_authors varchar,
    accessed_date varchar,
    source_kind varchar,
    page bigint,
    start bigint,
    "end" bigint,
    primary key (citation_id)
);

comment on table citations is 'one reference of a document to a source; a note with two links is two citations';
comment on column citations.made_from is 'the subject of the stage that made this row';
comment on column citations.made_by is 'the stage that made this row';
comment on column citations.citation_id is 'digest of the document and the citation''s place in it';
comment on column citations.document_id is 'the document that cites';
comment on column citations.ref is 'short name within the document: c1, c2 …';
comment on column citations.marker is 'the mark that calls the note, as printed: 1, *, a';
comment on column citations.kind is 'footnote, endnote, inline or reference';
comment on column citations.printed is 'the link as the document shows it, a broken line mended';
comment on column citations.url is 'the address that is visited; null where the note has no link';
comment on column citations.candidates is 'other readings of a broken address, tried before anything is called dead';
comment on column citations.label is 'the document''s words that introduce this link';
comment on column citations.stated_date is 'the date that the citation gives its source, ISO 8601';
comment on column citations.stated_publisher is 'the publisher that the citation names';
comment on column citations.stated_title is 'the title that the citation names';
comment on column citations.stated_authors is 'the authors that the citation names';
comment on column citations.accessed_date is 'when the author says that the source was looked at';
comment on column citations.source_kind is 'report, news story, letter, law, dataset, social post …';
comment on column citations.page is 'the page of the document, from 1, where it has pages';
comment on column citations.start is 'where the citation begins in the document''s text';
comment on column citations."end" is 'where it ends, exclusive';

create table claims (
    made_from varchar not null,
    made_by varchar not null,
    claim_id varchar not null,
    document_id varchar not null,
    ref varchar not null,
    text varchar not null,
    start bigint not null,
    "end" bigint not null,
    heading varchar,
    paragraph varchar,
    date varchar,
    assertions bigint not null,
    primary key (claim_id)
);

comment on table claims is 'a sentence of a document''s body';
comment on column claims.made_from is 'the subject of the stage that made this row';
comment on column claims.made_by is 'the stage that made this row';
comment on column claims.claim_id is 'digest of the document and the sentence''s place in it';
comment on column claims.document_id is 'the document that claims';
comment on column claims.ref is 'short name within the document: k1, k2 …';
comment on column claims.text is 'the sentence, whole';
comment on column claims.start is 'where it begins in the document''s text';
comment on column claims."end" is 'where it ends, exclusive';
comment on column claims.heading is 'the heading that it stands under';
comment on column claims.paragraph is 'the paragraph that it stands in';
comment on column claims.date is 'the date in force for it, ISO 8601';
comment on column claims.assertions is 'how many checkable facts it holds: numbers, dates, names, quotes';

create table claim_citations (
    made_from varchar not null,
    made_by varchar not null,
    claim_id varchar not null,
    citation_id varchar not null,
    anchor bigint,
    primary key (claim_id, citation_id)
);

comment on table claim_citations is 'a citation that stands for a claim';
comment on column claim_citations.made_from is 'the subject of the stage that made this row';
comment on column claim_citations.made_by is 'the stage that made this row';
comment on column claim_citations.claim_id is 'the claim';
comment on column claim_citations.citation_id is 'the citation that is there to support it';
comment on column claim_citations.anchor is 'where the citation''s mark stood in the document''s text';
