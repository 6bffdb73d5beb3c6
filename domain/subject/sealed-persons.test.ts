import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { sm4GcmDecrypt, sm4Key } from '#kernel/crypto/sm4.ts';
import { deriveKey } from '#kernel/crypto/sm3.ts';
import { newId } from '#kernel/database/id.ts';
import { personalFloor } from './personal/floor.ts';
import { findPerson, findPersonByIdNumber, savePersons } from './persons.ts';
import { subjectFloor } from './floor.ts';
import { realName } from './real-name.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { smallHouse } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';
import { BlindIndex, FieldCipher } from '#kernel/vault/cipher.ts';
import { forgetKeys, stopKey } from '#kernel/vault/keys.ts';
import { resumeRotations, rotateKeys, rotations, startRotation } from '#kernel/vault/rotate.ts';

const secret = Buffer.alloc(32, 7);

test('A sealed value opens again under its context, and nowhere else', () => {
  const cipher = new FieldCipher(3, secret);
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (text, context) => {
    const sealed = cipher.seal(text, context);
    assert.equal(cipher.open(sealed, context), text);
    assert.equal(cipher.open(sealed, `${context}x`), null);
  }));
});

test('A changed bit anywhere keeps it shut, the version in the header included', () => {
  const cipher = new FieldCipher(3, secret);
  const sealed = cipher.seal('999901199003070017', 'persons/1');
  for (let at = 1; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = changed[at]! ^ 1;
    assert.equal(cipher.open(changed, 'persons/1'), null, `byte ${at}`);
  }
});

test('It is SM4-GCM as RFC 8998 has it: the plain module opens it', () => {
  const sealed = new FieldCipher(9, secret).seal('政务服务', 'c');
  const key = sm4Key(deriveKey(secret, 'field', 16));
  const text = sm4GcmDecrypt(key, sealed.subarray(5, 17), { ciphertext: sealed.subarray(17, -16), tag: sealed.subarray(-16) }, Buffer.concat([sealed.subarray(0, 5), Buffer.from('c')]));
  assert.equal(text?.toString(), '政务服务');
  assert.ok(createCipheriv('sm4-ctr', key.bytes, Buffer.alloc(16)));
});

test('Equal texts have equal indexes, in one context only', () => {
  const index = new BlindIndex(secret);
  assert.deepEqual(index.of('a', 'name'), index.of('a', 'name'));
  assert.notDeepEqual(index.of('a', 'name'), index.of('a', 'phone'));
});

const small = await smallHouse({ floors: [subjectFloor, personalFloor] });
after(() => small.stop());
const { house } = small;
const { db } = house;
const someone = (n: number) => ({ id: newId(), name: `梁小${n}`, idNumber: `99990119900307${String(n).padStart(4, '0')}`, phone: `154${String(n).padStart(8, '0')}`, address: '城东路 1 号', sex: '男' as const, born: '1990-03-07', region: '999901000000' });

test('The database holds nothing readable of a person, who is found by identity number all the same', async () => {
  const person = someone(1);
  await savePersons(db, house, [person]);
  const [row] = await db`select * from persons where id = ${person.id}`;
  const sealed = row?.['sealed'] as Buffer;
  const text = JSON.stringify(row) + sealed.toString('latin1') + sealed.toString('utf8');
  for (const value of [person.name, person.idNumber, person.phone, person.address]) assert.ok(!text.includes(value), value);
  assert.equal((await findPersonByIdNumber(db, house, person.idNumber))?.id, person.id);
  assert.deepEqual(await savePersons(db, house, [{ ...person, id: newId() }]), [], 'the same number is not written twice');
});

test('The key is changed while the city works: old data stays readable, what a kill left undone is done later', async () => {
  const people = Array.from({ length: 1200 }, (_, n) => someone(n + 100));
  await savePersons(db, house, people);
  const rotation = await db.begin((tx) => startRotation(tx, house, null));
  forgetKeys(house);
  await assert.rejects(db.begin((tx) => startRotation(tx, house, null)), (error: { code: string }) => error.code === 'KEY_ROTATION_RUNNING');
  await savePersons(db, house, [someone(5000)]);
  const reading = Promise.all(people.slice(0, 300).map(async ({ id, name }) => assert.equal((await findPerson(db, house, id))?.name, name)));
  await resumeRotations(house);
  await Promise.all([reading, rotateKeys({ rotationId: rotation.id }, house)]);
  await until(async () => (await rotations(db))[0]?.endedAt, { what: 'the end of the rotation', seconds: 30 });
  const [done] = await rotations(db);
  assert.ok((done?.resealed ?? 0) >= 1201 && done?.toVersion === 2, JSON.stringify(done));
  const [left] = await db<{ count: number }[]>`select count(*) from persons where sealed_version(sealed) < 2`;
  assert.equal(left?.count, 0);
  for (const { id, name } of people.slice(0, 50)) assert.equal((await findPerson(db, house, id))?.name, name);
});

test('A stopped key seals nothing new, in words, and what it has sealed stays readable', async () => {
  const person = someone(7000);
  await savePersons(db, house, [person]);
  await stopKey(db, 2, '介质遗失', null);
  forgetKeys(house);
  await assert.rejects(savePersons(db, house, [someone(7001)]), (error: { code: string }) => error.code === 'KEY_STOPPED');
  assert.equal((await findPerson(db, house, person.id))?.name, person.name);
  await db.begin((tx) => startRotation(tx, house, null));
  forgetKeys(house);
  assert.equal((await savePersons(db, house, [someone(7001)])).length, 1);
});

test('Accounts and persons stand on one scale of the real-name level; nothing beyond it is kept', async () => {
  const own = await smallHouse({ floors: [placeFloor, subjectFloor, personalFloor], jobs: false });
  const { db } = own.house;
  const person = { sex: '女' as const, born: '1990-03-07', region: '440902101001', name: '林晓荷', phone: null, address: null };
  const [asUsual, atWindow] = [newId(), newId()];
  await savePersons(db, own.house, [{ ...person, id: asUsual, idNumber: '999901199003070017' }, { ...person, id: atWindow, idNumber: '999901199003070025', realName: realName.proven }]);
  assert.deepEqual([(await findPerson(db, own.house, asUsual))?.realName, (await findPerson(db, own.house, atWindow))?.realName], [realName.matched, realName.proven]);
  await own.as({ username: 'clerk', kind: 'official', name: '甲', organ: 'o' });
  await own.as({ username: 'citizen', kind: 'citizen', name: '乙' });
  const levels = await db<{ level: number }[]>`select real_name as level from accounts order by username`;
  assert.deepEqual(levels.map(({ level }) => level), [realName.declared, realName.vouched]);
  for (const table of ['accounts', 'persons']) await assert.rejects(db.unsafe(`update ${table} set real_name = 4`), /real_name_known/);
  await own.stop();
});
