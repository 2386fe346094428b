-- A row for each batch that is leased: whose, until when, and between which ids its mails are. What is in whose hands is found through
-- it, so that no look at old leases goes through the whole ledger, and a lease changes as little of a mail's row as can be.

create table lease (
    id             bigint primary key, -- the number that its mails have in delivery.epoch
    node           varchar(100) not null,
    ends_at        timestamp(6) with time zone not null,
    first_delivery bigint not null,
    last_delivery  bigint not null
);
insert into lease (id, node, ends_at, first_delivery, last_delivery)
    select epoch, coalesce(min(leased_by), ''), coalesce(max(leased_until), min(created_at)), min(id), max(id)
    from delivery where epoch <> 0 group by epoch;
alter table delivery drop column leased_by;
alter table delivery drop column leased_until;
