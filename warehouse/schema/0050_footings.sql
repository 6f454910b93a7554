alter table changed_claims add column how varchar;
alter table changed_claims add column old varchar;
alter table changed_claims add column new varchar;

comment on column changed_claims.how is 'what became of the sentence that the claim stood on: edited, gone or moved';
comment on column changed_claims.old is 'that sentence in the earlier capture; null where the whole text is gone';
comment on column changed_claims.new is 'the sentence in its place; null where there is none';
