-- A consent ends by itself on a day people choose, and names the organ it is given to by its key: it then opens data to that organ alone.
alter table consents add column until_day date;
comment on column consents.until_day is 'The last day it holds; null: given before a last day was asked';
update consents set to_whom = organs.id from organs where organs.name = consents.to_whom;
update consents set to_whom = 'every-organ' where to_whom like '%各政务部门';
comment on column consents.to_whom is 'Key of the organ that may use the data for the purpose; every-organ: each organ of the city';
-- What guardians pressed was this sentence; the purpose now says it itself.
update consents set purpose = '政务部门为办事查看孩子的信息' where purpose = 'child-data';
