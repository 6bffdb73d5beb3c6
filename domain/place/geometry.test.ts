import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boxOf, isInside, metresBetween, signedArea, squareKilometres, type Shape } from './geometry.ts';

const square = (x: number, y: number, side = 1) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
const withHole: Shape = { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2).toReversed()] };

test('A hole is not inside', () => {
  assert.ok(isInside([1, 1], withHole));
  assert.ok(!isInside([5, 5], withHole));
  assert.ok(!isInside([11, 5], withHole));
});

test('Each part of a shape in several parts counts', () => {
  const two: Shape = { type: 'MultiPolygon', coordinates: [[square(0, 0)], [square(5, 5)]] };
  assert.deepEqual([[0.5, 0.5], [5.5, 5.5], [3, 3]].map(([x = 0, y = 0]) => isInside([x, y], two)), [true, true, false]);
  assert.deepEqual(boxOf(two), [0, 0, 6, 6]);
});

test('A point belongs to exactly one of two neighbours, also on their common border', () => {
  const border = [[0.3, -1], [0.7, 2]];
  const west: Shape = { type: 'Polygon', coordinates: [[[-5, -1], ...border, [-5, 2], [-5, -1]]] };
  const east: Shape = { type: 'Polygon', coordinates: [[[5, -1], [5, 2], ...border.toReversed(), [5, -1]]] };
  const along = fc.double({ min: 0.001, max: 0.999, noNaN: true }).map((part) => [0.3 + 0.4 * part, -1 + 3 * part] as const);
  const anywhere = fc.tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -0.99, max: 1.99, noNaN: true }));
  fc.assert(fc.property(fc.oneof(along, anywhere), (point) => Number(isInside(point, west)) + Number(isInside(point, east)) === 1), { numRuns: 2000 });
});

test('Areas and distances are those of the ground', () => {
  // A tenth of a degree square at 22° north is 11.13 km high and 10.32 km wide.
  const box: Shape = { type: 'Polygon', coordinates: [square(110, 21.95, 0.1)] };
  assert.ok(Math.abs(squareKilometres(box) - 114.9) < 0.1);
  assert.ok(Math.abs(metresBetween([110, 22], [110.1, 22]) - 10_321) < 5);
  assert.ok(squareKilometres(withHole) < squareKilometres({ type: 'Polygon', coordinates: [square(0, 0, 10)] }));
  assert.equal(signedArea(square(0, 0, 2)), 4);
});
