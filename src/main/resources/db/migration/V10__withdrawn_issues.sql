-- Cancelled before any mail of it left: nobody has a link to it, so no page of readers shows it.
alter table issue add column withdrawn boolean default false not null;
update issue set withdrawn = true where status = 'CANCELLED' and not exists (
    select 1 from delivery where delivery.issue_id = issue.id and delivery.status in ('SENT', 'LEASED', 'UNCERTAIN'));
