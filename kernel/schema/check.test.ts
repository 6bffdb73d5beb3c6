import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { Refusal } from '../errors/refusal.ts';
import { checked } from './check.ts';

const moment = Type.Object({ at: Type.String({ format: 'date-time', title: '时间' }) });

test('A moment with its zone is taken as it is written', () => {
  for (const at of ['2026-03-12T08:00:00+08:00', '2026-03-12T00:00:00.5Z', '9999-12-31T23:59:59Z']) assert.deepEqual(checked(moment, { at }), { at });
});

test('A moment no clock of ours can show is refused by name: a leap second, a year 0, a day that is none', () => {
  for (const at of ['9999-12-31T23:59:60Z', '2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '2026-02-30T08:00:00Z', '2026-03-12T08:00:00']) {
    assert.throws(() => checked(moment, { at }), (error: unknown) => error instanceof Refusal && error.code === 'INPUT_INVALID' && JSON.stringify(error).includes('/at'), at);
  }
});
