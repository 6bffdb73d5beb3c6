import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { calendarDays, minutes, workingDays } from '#kernel/time/duration.ts';
import { bicycleRegistration, guide, stolenBicycle } from '#test/packs/bicycle/register.ts';
import { clockIn, movedStops, nearer, promiseDue, promiseFrom, stateDue } from './clock.ts';
import type { MatterStop } from './matter.ts';

const at = (text: string) => new Date(`${text}+08:00`);
const shown = (moment: Date | null) => (moment === null ? null : formatMoment(moment));
const monday = at('2026-03-02T10:00:00');
const { submitted, correcting, review, deciding } = bicycleRegistration.lifecycle;

test('A state is over when its own time is over; without a time it never is', () => {
  assert.equal(shown(stateDue(submitted, monday)), '2026-03-03T23:59:59+08:00');
  assert.equal(shown(stateDue({ within: minutes(30) }, monday)), '2026-03-02T10:30:00+08:00');
  assert.equal(stateDue(deciding, monday), null);
  assert.equal(stateDue(undefined, monday), null);
});

test('While the applicant corrects, the promise stands still and the thirty days of the applicant run', () => {
  const stops = movedStops({ stops: [] }, correcting, monday, '车架号不清');
  const clock = clockIn(bicycleRegistration, correcting, monday, { clockFrom: at('2026-02-27T10:00:00'), stops, form: {} });
  assert.equal(clock.promiseDueAt, null);
  assert.equal(shown(clock.dueAt), shown(stateDue({ within: calendarDays(30) }, monday)));
});

test('Working days of the correction are given back afterwards', () => {
  const paused = movedStops({ stops: [] }, correcting, at('2026-03-03T15:00:00'), 'why');
  assert.deepEqual(paused, [{ from: '2026-03-03T07:00:00.000Z', until: null, why: 'why' }]);
  const resumed = movedStops({ stops: paused }, submitted, at('2026-03-06T09:00:00'), '');
  assert.deepEqual(resumed, [{ from: '2026-03-03T07:00:00.000Z', until: '2026-03-06T01:00:00.000Z', why: 'why' }]);
  assert.equal(shown(promiseDue(guide, monday, [])), '2026-03-09T23:59:59+08:00');
  assert.equal(shown(promiseDue(guide, monday, resumed)), '2026-03-12T23:59:59+08:00');
  assert.deepEqual(movedStops({ stops: resumed }, deciding, at('2026-03-09T09:00:00'), ''), resumed, 'what is closed stays as it is');
});

test('The deadline an officer sees is the nearer of the state and the promise', () => {
  const late: Parameters<typeof clockIn>[3] = { clockFrom: at('2026-02-24T10:00:00'), stops: [], form: {} };
  const fresh = { ...late, clockFrom: monday };
  assert.equal(shown(clockIn(bicycleRegistration, review, monday, fresh).dueAt), '2026-03-05T23:59:59+08:00', 'three working days of the review');
  assert.equal(shown(clockIn(bicycleRegistration, review, monday, late).dueAt), '2026-03-02T23:59:59+08:00', 'the promise, which ends today');
  assert.equal(shown(clockIn(bicycleRegistration, deciding, monday, fresh).dueAt), '2026-03-09T23:59:59+08:00', 'the promise alone');
  assert.equal(nearer(null, null), null);
  assert.equal(nearer(monday, null), monday);
});

test('An ended matter has no deadline', () => {
  assert.equal(clockIn(bicycleRegistration, undefined, monday, { clockFrom: monday, stops: [], form: {} }).dueAt, null);
});

test('The promise runs from the acceptance, and from the opening where nobody has to accept', () => {
  assert.equal(promiseFrom(bicycleRegistration, monday), null);
  assert.equal(promiseFrom(stolenBicycle, monday), monday);
});

test('A last day in the form is the deadline, to its last second', () => {
  const type = { ...stolenBicycle, deadlineIn: 'until' };
  const stops: MatterStop[] = [];
  assert.equal(shown(clockIn(type, { title: 'S', by: 'police', within: workingDays(90), acts: {} }, monday, { clockFrom: null, stops, form: { until: '2026-05-01' } }).promiseDueAt), '2026-05-01T23:59:59+08:00');
  assert.equal(clockIn(type, undefined, monday, { clockFrom: null, stops, form: {} }).promiseDueAt, null);
});
