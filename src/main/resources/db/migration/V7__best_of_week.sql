-- Papers that each reader gets at most, where an issue is the best of a week on a quiet day; otherwise 0.
alter table issue add column most integer default 0 not null;
