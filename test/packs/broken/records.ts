import { Type } from 'typebox';
import { defineRecord, type RecordType } from '#domain/record/define.ts';
import { idNumber, text } from '#kernel/schema/fields.ts';
import { pack, type Broken } from './sound.ts';

/** A dataset without a mistake. */
export const record = (change: Partial<RecordType> = {}): RecordType => defineRecord({
  key: 'rides', title: 'Rides', summary: 'Every ride', owner: 'Bureau', category: '3000000001', duty: 'Counting', source: 'Counters', columns: Type.Object({ rider: idNumber('Rider'), place: text('Place') }),
  sharing: { type: 'unconditional' }, opening: { type: 'closed' }, grade: { grade: 'general', level: 2 }, cycle: 'daily', ...change,
});
const inRecord = (why: string, change: Partial<RecordType>, ...says: readonly string[]): Broken => ({ why, packs: [pack({ records: [record(change)] })], says: says.map((line) => `packs/service/badges · record rides${line}`) });

/** Datasets nobody could find, fill or check. */
export const brokenRecords: readonly Broken[] = [
  inRecord('A category nobody can file', { category: '9' }, ': category “9” must be ten digits beginning with 1 (基础), 2 (主题) or 3 (部门).'),
  inRecord('A dataset without a column', { columns: Type.Object({}) }, ': it has no columns.'),
  inRecord('A person in a column that is not there', { subject: 'citizen' }, ': subject “citizen” is no column. Known: rider, place.'),
  inRecord('A rule about a column that is not there', { rules: [{ kind: 'notNull', column: 'station' }] }, ' · rules/0: there is no column “station”. Known: rider, place.'),
  inRecord('A dataset without English', { title: '骑行记录', sharing: { type: 'conditional', condition: '仅用于交通规划' } }, ": has no English for: 骑行记录 | 仅用于交通规划. Add them to the pack's english."),
];
