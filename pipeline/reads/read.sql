-- One row per document that this run is about; `wanted_documents` is the run's own temporary table.
select sha256 as subject_id, path, sha256, as_of, md5(concat_ws(chr(31), path, as_of)) as fingerprint
from wanted_documents
