comment on column visits.via is 'live, memento for an archived copy, or person for what a person handed in';
comment on column visits.web is 'which web was asked: live, replay: and the digest of the archives that stood for it, or person';
comment on column captures.via is 'live, memento for an archived copy, or person for what a person handed in';
