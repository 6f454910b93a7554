create table notices (
    notice_id varchar not null,
    digest_id varchar not null,
    citation_id varchar not null,
    claim_id varchar not null,
    topic varchar not null,
    state varchar not null,
    kind varchar not null,
    says varchar not null,
    made_at timestamptz not null,
    sent_at timestamptz,
    channel varchar,
    primary key (notice_id)
);

comment on table notices is 'what `testimonia watch` has told, and what it took as known when it began; the memory against telling twice';
comment on column notices.notice_id is 'digest of the digest, citation, claim and topic';
comment on column notices.digest_id is 'the message that it was part of';
comment on column notices.citation_id is 'the citation';
comment on column notices.claim_id is 'the claim; empty where the notice is about the citation';
comment on column notices.topic is 'link, content, evidence or verdict';
comment on column notices.state is 'the state told: of a link live, failing, dead or flapping; of content and evidence the change; of a verdict the word';
comment on column notices.kind is 'baseline (known, not told), dead, failing, revived, flapping, changed, evidence_lost or verdict_changed';
comment on column notices.says is 'the line that was sent';
comment on column notices.made_at is 'when the message was made';
comment on column notices.sent_at is 'when every channel had taken it; null while that is not known: it is then sent again';
comment on column notices.channel is 'how many addresses took it, or stdout';

create table thresholds (
    name varchar not null,
    value double not null,
    why varchar not null,
    primary key (name)
);

comment on table thresholds is 'the numbers of the settings that views rest on, as the latest watch had them';
comment on column thresholds.name is 'section.key of the setting';
comment on column thresholds.value is 'its value';
comment on column thresholds.why is 'what it decides';
