-- Spans that end past their text or do not spell it: none may be found.
select claim_id as id from claims join documents using (document_id) where claims.text <> substring(documents.text, claims.start + 1, claims."end" - claims.start)
union all
select mention_id from mentions join readable_texts using (text_id) where mentions.kind <> 'abbreviation' and mentions."end" > length(readable_texts.text)
union all
select evidence.verdict_id from evidence join verdicts using (verdict_id) join sources using (capture_id) where evidence."end" > length(sources.text)
union all
select agreements.document_id from agreements join documents using (document_id) where agreements.text <> substring(documents.text, agreements.start + 1, agreements."end" - agreements.start)
union all
select open_words.verdict_id from open_words join verdicts using (verdict_id) join claims using (claim_id) where open_words.text <> substring(claims.text, open_words.start + 1, open_words."end" - open_words.start)
