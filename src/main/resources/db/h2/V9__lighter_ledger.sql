-- Issues and readers are never deleted, and looking both up again for every mail takes a third of the time that sealing takes.

execute immediate (
    select 'alter table delivery drop constraint ' || constraint_name from information_schema.key_column_usage
    where table_name = 'DELIVERY' and column_name = 'ISSUE_ID' and position_in_unique_constraint is not null);
execute immediate (
    select 'alter table delivery drop constraint ' || constraint_name from information_schema.key_column_usage
    where table_name = 'DELIVERY' and column_name = 'READER_ID' and position_in_unique_constraint is not null);
