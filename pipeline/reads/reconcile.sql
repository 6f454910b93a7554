-- One row per document: a text that may disagree with itself.
select
    document_id as subject_id, text, language, date,
    md5(concat_ws(chr(31), text_id, language, date)) as fingerprint
from documents
