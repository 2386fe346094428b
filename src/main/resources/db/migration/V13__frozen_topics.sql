-- What a mail says of topics stays as it was when its issue was made and its reader was written down, whatever is changed since.
alter table issue add column topics varchar(1000000) default '' not null; -- JSON, frozen; empty in issues of earlier versions
alter table delivery add column topics bytea; -- bit n: the reader follows the issue's nth topic, bit 0: others; no bits: all; null: unknown
