-- One row per table and view: its name, its kind and what it holds.
create or replace view catalogue as
select table_name as name, 'table' as kind, comment
from duckdb_tables()
where not internal and schema_name = 'main' and table_name not in ('migrations')
union all
select view_name, 'view', comment
from duckdb_views()
where not internal and schema_name = 'main'
order by kind, name;
comment on column catalogue.name is 'the table or view';
comment on column catalogue.kind is 'table or view';
comment on column catalogue.comment is 'what it holds';
