-- One row per text: of a document, or of a source that was read.
select
    text_id as subject_id, any_value(text) as text, min(language) as language, min(date) as date,
    md5(concat_ws(chr(31), min(language), min(date))) as fingerprint
from readable_texts
group by text_id
