-- The lease of a row is a new entry in both of these; with room on their pages it splits none.
alter index delivery_pkey set (fillfactor = 45);
alter index delivery_issue_id_reader_id_key set (fillfactor = 45);
