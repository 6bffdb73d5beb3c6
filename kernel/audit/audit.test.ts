import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { audit } from './audit.ts';
import { readsOf } from './reads.ts';

const database = await freshDatabase();
const db = connect(database.url, { max: 4 });
after(async () => {
  await db.end();
  await database.drop();
});
await prepareDatabase(db, database.url, []);

test('Whose data an act concerned is written with it, and found by the subject, newest first', async () => {
  const [subject, other] = [newId(), newId()];
  const entry = { accountId: null, object: 'person', traceId: 'a'.repeat(32), purpose: '办理入学' };
  const first = await audit(db, { ...entry, act: 'person.reveal', subjects: [subject, subject, other], fields: ['phone', 'phone', 'address'] });
  const second = await audit(db, { ...entry, act: 'person.correct', subjects: [subject] });
  await audit(db, { ...entry, act: 'person.search' });
  const reads = await readsOf(db, subject, { limit: 10 });
  assert.deepEqual(reads.map(({ id, act, fields, purpose }) => ({ id, act, fields, purpose })), [
    { id: second, act: 'person.correct', fields: [], purpose: '办理入学' }, { id: first, act: 'person.reveal', fields: ['phone', 'address'], purpose: '办理入学' },
  ]);
  assert.deepEqual((await readsOf(db, subject, { after: second, limit: 10 })).map(({ id }) => id), [first]);
  assert.deepEqual((await readsOf(db, other, { limit: 10 })).map(({ id }) => id), [first]);
});

test('Whose data was read cannot be taken back', async () => {
  for (const change of ['delete from audit_subjects', "update audit_subjects set subject_id = '00000000-0000-7000-8000-000000000000'", 'truncate audit_subjects']) await assert.rejects(db.unsafe(change), /append-only/);
});
