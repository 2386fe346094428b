-- Every time that H2 takes numbers for rows from the sequence it commits, and writes the file; it takes 32 of its own accord. A page of an
-- audience has 2,000 rows.

alter table delivery alter column id set cache 2000;
