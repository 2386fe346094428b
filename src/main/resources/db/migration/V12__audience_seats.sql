-- Whoever fixes an issue's audience has all of these rows locked, whoever welcomes a reader has one: nobody chooses papers for a reader
-- while another transaction is about to give them some.
create table audience_seat (
    id integer primary key
);
insert into audience_seat (id)
    values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16);
