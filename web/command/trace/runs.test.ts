import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceStep } from '../api.ts';
import { runsOf } from './runs.ts';

const step = (kind: TraceStep['kind'], title: string): TraceStep => ({ at: '2026-03-12T08:00:00Z', kind, title, detail: '', who: null, link: null });

test('A gauge that reported many times is one line; acts are never gathered', () => {
  const steps = [...Array.from({ length: 5 }, () => step('reading', '站一')), step('value', '水位'), ...Array.from({ length: 4 }, () => step('act', '办理'))];
  assert.deepEqual(runsOf(steps).map((run) => run.steps.length), [5, 1, 1, 1, 1, 1]);
});

test('Three of a kind stay apart, another gauge begins a run of its own', () => {
  const steps = [step('reading', '站一'), step('reading', '站一'), step('reading', '站一'), step('reading', '站二')];
  assert.deepEqual(runsOf(steps).map((run) => run.steps.length), [1, 1, 1, 1]);
});
