import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { caseNumber, readCaseNumber } from './number.ts';

const noon = new Date('2026-11-21T12:00:00+08:00');
const running = fc.integer({ min: 0, max: 999_999_999 });

test('A case number is the day in China, the running number and a check digit', () => {
  assert.match(caseNumber(1234, noon), /^20261121-0001234-\d$/);
  assert.match(caseNumber(1, new Date('2026-11-20T16:00:00Z')), /^20261121-/, 'after midnight in China, whatever the zone of the machine');
  assert.match(caseNumber(123_456_789, noon), /^20261121-123456789-\d$/, 'a full year does not run out of numbers');
});

test('A number is read back as people write it: with and without hyphens and spaces', () => {
  fc.assert(fc.property(running, (count) => {
    const number = caseNumber(count, noon);
    for (const written of [number, number.replaceAll('-', ''), number.replaceAll('-', ' '), ` ${number} `]) assert.equal(readCaseNumber(written), number);
  }));
});

test('One misread digit is always noticed', () => {
  fc.assert(fc.property(running, fc.nat(15), fc.integer({ min: 1, max: 9 }), (count, at, by) => {
    const digits = caseNumber(count, noon).replaceAll('-', '');
    const wrong = digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
    assert.equal(readCaseNumber(wrong), null, `${digits} → ${wrong}`);
  }));
});

test('What is no case number is no case number', () => {
  for (const text of ['', '1', '20261121', '20261121-0001234', 'ABCDEFGH-0001234-5', '2026112100012345678901', '２０２６１１２１０００１２３４５']) assert.equal(readCaseNumber(text), null, text);
});
