import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { definePack } from '#domain/pack.ts';
import { defineMatter, end, officer, to } from '#domain/matter/define.ts';
import { law } from '#domain/matter/define-guide.ts';
import { defineProof } from '#domain/proof/define.ts';
import { above, defineSignal } from '#domain/signal/define.ts';
import { defineRole } from '#domain/subject/define.ts';
import { defineThing, quantity } from '#domain/thing/define.ts';
import { choice } from '#kernel/schema/fields.ts';
import { hours, minutes, workingDays } from '#kernel/time/duration.ts';
import { watchedCounter } from '#test/packs/bicycle/counter.ts';
import { bicyclePlate, guide, stolenBicycle } from '#test/packs/bicycle/register.ts';

// Each `@ts-expect-error` stands before a slip an author could make. Where the compiler no longer notices one, `npm test`
// fails at the step "types": the comment itself is then the mistake. Running the file shows that every slip is only a type.

const signal = { key: 's', title: 'S', meaning: 'M', formula: 'F', owner: 'O', unit: '1', better: 'lower', per: { region: 'county', period: 'hour' }, warn: [{ level: 'red', when: above(1) }] } as const;

test('A signal reads only what its thing reports', () => {
  const { readings } = watchedCounter;
  assert.ok(readings.mean('bikes', 'pressure'));
  // @ts-expect-error trams are not counted
  assert.ok(readings.mean('trams'));
  assert.ok(defineSignal({ ...signal, from: readings.mean('bikes'), value: ({ values }) => values.bikes ?? null }));
  // @ts-expect-error the pressure was not asked for
  assert.ok(defineSignal({ ...signal, from: readings.mean('bikes'), value: ({ values }) => values.pressure ?? null }));
});

test('A thing reports day and night: its times are no working days', () => {
  const thing = { key: 't', title: 'T', owner: 'O', reports: { level: quantity('L', 'm', 0, 1) }, every: minutes(5), silentAfter: hours(1) };
  assert.ok(defineThing(thing));
  // @ts-expect-error counted in office hours
  assert.ok(defineThing({ ...thing, every: workingDays(1) }));
});

test('What a law, a register or a standard fixes cannot be mistyped', () => {
  assert.ok({ ...guide, type: '07 行政确认' } satisfies typeof guide);
  // @ts-expect-error no such type of item
  assert.ok({ ...guide, type: '07 确认' } satisfies typeof guide);
  // @ts-expect-error a legal basis has an article
  assert.throws(() => assert.ok(law('Law').article));
  // @ts-expect-error licences are held by persons and enterprises
  assert.ok(defineProof({ ...bicyclePlate, holder: 'dog' }));
  // @ts-expect-error four colours of warning
  assert.ok(defineSignal({ ...signal, from: watchedCounter.readings.mean('bikes'), value: () => 1, warn: [{ level: 'purple', when: above(1) }] }));
});

test('A matter ends in one of four ways, and acts carry only what an act can', () => {
  assert.ok(end('Grant', 'Granted', 'done', { issues: true }));
  // @ts-expect-error nobody wins a case
  assert.ok(end('Grant', 'Granted', 'won'));
  // @ts-expect-error the word is issues
  assert.ok(to('next', 'Go', { issue: true }));
  // @ts-expect-error no such kind of matter
  assert.ok(defineMatter({ ...stolenBicycle, kind: 'quarrel' }));
  // @ts-expect-error a party is found by the function of an organ, not by a number
  assert.ok(officer(12345));
});

test('A right is written as noun.verb, a face is one of four', () => {
  assert.ok(defineRole({ key: 'r', title: 'R', reach: 'organ', face: 'office', may: ['matter.read'] }));
  // @ts-expect-error a right without its noun
  assert.ok(defineRole({ key: 'r', title: 'R', reach: 'organ', face: 'office', may: ['read'] }));
  // @ts-expect-error no such face
  assert.ok(defineRole({ key: 'r', title: 'R', reach: 'organ', face: 'kiosk', may: ['matter.read'] }));
});

test('A pack keeps each noun on its own shelf', () => {
  const pack = { key: 'p', title: 'P', area: 'service', lead: 'L' } as const;
  assert.ok(definePack({ ...pack, proofs: [bicyclePlate], matters: [stolenBicycle] }));
  // @ts-expect-error a licence is no matter
  assert.ok(definePack({ ...pack, matters: [bicyclePlate] }));
  // @ts-expect-error no such area
  assert.ok(definePack({ ...pack, area: 'weather' }));
});

test('A choice knows its codes', () => {
  const form = Type.Object({ colour: choice('Colour', { red: '红', blue: '蓝' }) });
  const given: Type.Static<typeof form> = { colour: 'red' };
  // @ts-expect-error no such colour
  given.colour = 'green';
  assert.equal(given.colour, 'green');
});
