-- One row per outcome word: whether it means that the source was read, is dead, or was not read.
create or replace view outcome_groups as
select outcome, outcome_group
from (values
    ('live', 'read'),
    ('gone', 'dead'), ('soft_404', 'dead'), ('redirected_home', 'dead'), ('parked', 'dead'), ('placeholder', 'dead'), ('replaced', 'dead'),
    ('paywall', 'unread'), ('consent_wall', 'unread'), ('login_wall', 'unread'), ('bot_wall', 'unread'), ('rate_limited', 'unread'),
    ('needs_browser', 'unread'), ('redirect', 'unread'), ('empty', 'unread'), ('server_error', 'unread'), ('timeout', 'unread'),
    ('tls_error', 'unread'), ('redirect_loop', 'unread'), ('unreachable', 'unread'), ('too_large', 'unread'),
    ('unsupported_media', 'unread'), ('refused', 'unread')
) as words(outcome, outcome_group);
comment on column outcome_groups.outcome is 'the outcome word';
comment on column outcome_groups.outcome_group is 'read, dead or unread; a wall is unread, never dead';
