-- A mail in doubt that is sent again may be refused the second time; the first copy may be there all the same.
alter table delivery add column doubted boolean default false not null;
