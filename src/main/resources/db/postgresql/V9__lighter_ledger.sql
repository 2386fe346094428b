-- Issues and readers are never deleted, and looking both up again (and locking them) for every mail takes half the time that sealing takes.

alter table delivery drop constraint delivery_issue_id_fkey;
alter table delivery drop constraint delivery_reader_id_fkey;

-- Every row is written three times: sealed, leased, marked. With room on its page, the mark touches no index.
alter table delivery set (fillfactor = 45);

-- Only what waits is looked for by its time, so that whatever else becomes of a row is none of this index's business.
drop index delivery_due;
create index delivery_due on delivery (priority, not_before, id) where not_before is not null;
