-- One row per age at which cited links died: the share that lives longer (Kaplan and Meier, 1958).
-- A link's life begins on the day of citing. It ends with the first failed check of a death that is confirmed; all others are watched until they
-- were last known not to be dead. A death between two checks is counted at the later one, so that the curve is never too low.
-- needs: url_history, cited_on
-- kept: by whole when large
create or replace view link_survival as
with
lives as (
    select
        cited_on.citation_id,
        case when newest.outcome_group = 'dead' and newest.confirmed then newest.failing_since
            when newest.outcome_group = 'dead' then coalesce(newest.last_live_at, newest.failing_since)
            else newest.fetched_at end as until,
        newest.outcome_group = 'dead' and newest.confirmed as died,
        cast(cited_on.cited_on as date) as born
    from cited_on
    join url_history as newest on newest.url = cited_on.url and newest.newest = 1
    where cited_on.cited_on is not null
),
aged as (
    select date_diff('day', born, cast(until as date)) as days, died from lives where cast(until as date) >= born
),
ages as (
    select
        days, count(*) filter (died) as deaths,
        sum(count(*)) over (order by days desc rows unbounded preceding) as at_risk
    from aged
    group by days
)
select
    days, cast(at_risk as bigint) as at_risk, deaths,
    case
        when min(at_risk - deaths) over (order by days rows unbounded preceding) = 0 then 0.0
        else exp(sum(ln(1 - deaths / at_risk)) filter (deaths < at_risk) over (order by days rows unbounded preceding))
    end as alive
from ages
where deaths > 0
order by days;
comment on column link_survival.days is 'days since the link was cited';
comment on column link_survival.at_risk is 'links that were known not to be dead until that age';
comment on column link_survival.deaths is 'links that died at that age';
comment on column link_survival.alive is 'the share that lives longer than that, 1 before the first row';
