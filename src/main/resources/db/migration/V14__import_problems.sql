-- Every row of a file that was not taken is kept, and not the first thousand only, with what stands in it in place of an address.
alter table reader_import_problem add column typed varchar(254) default '' not null;
create index reader_import_problem_by_line on reader_import_problem (import_id, kept_out, line_number);

-- How many batches of the file are in: one whose commit was not heard of is tried again, and must not be counted again.
alter table reader_import add column batches integer default 0 not null;

-- The process that takes the file in: what it left under way when it died is ended when it is started again.
alter table reader_import add column node varchar(100) default '' not null;
