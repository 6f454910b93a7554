-- One row per text that can be annotated: of a document, or of a capture that was read.
create or replace view readable_texts as
select text_id, text, language, date from documents
union all
select text_id, text, language, published as date from sources;
comment on column readable_texts.text_id is 'digest of the text';
comment on column readable_texts.text is 'the text';
comment on column readable_texts.language is 'ISO 639-1 code';
comment on column readable_texts.date is 'the date that relative dates in it hang on';
