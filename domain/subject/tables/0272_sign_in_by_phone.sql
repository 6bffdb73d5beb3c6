-- Signing in by a code sent to one's phone: the number is asked before anybody knows whose it is.
alter table sign_in_challenges drop constraint sign_in_challenges_kind_known;
alter table sign_in_challenges add constraint sign_in_challenges_kind_known
  check (kind in ('phone', 'phone-new', 'phone-sign-in', 'phone-holder', 'passkey', 'passkey-new', 'upstream'));
alter table sign_in_challenges add column number bytea;
comment on column sign_in_challenges.answer is 'Blind index of the code that was sent';
alter table sign_in_challenges add column address inet;
comment on column sign_in_challenges.number is 'Blind index of the phone number a stranger wants to sign in with: bounds how many codes it gets, whether it is anybody''s or not';
comment on column sign_in_challenges.address is 'Where that was asked from: bounds how many codes one address can cause';
create index sign_in_challenges_number on sign_in_challenges (number, id desc) where number is not null;
create index sign_in_challenges_address on sign_in_challenges (address, id desc) where address is not null;

-- Whose number it is: asked once for each sign-in by phone.
create index sign_in_methods_number on sign_in_methods (index) where kind = 'phone' and confirmed_at is not null;
