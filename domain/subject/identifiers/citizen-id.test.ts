import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#kernel/time/day.ts';
import { ageOn, checkCitizenId, citizenIdCheck } from './citizen-id.ts';
import { inventCitizenId, inventDay, seededPick } from './generate.ts';

const today = '2026-03-12';
const reason = (text: string): string => {
  const outcome = checkCitizenId(text, today);
  return outcome.ok ? 'ok' : outcome.reason;
};
const validId = fc.string().map((seed) => {
  const pick = seededPick(seed);
  return inventCitizenId(pick, { bornOn: inventDay(pick, '1920-01-01', today), sex: pick(2) ? 'male' : 'female' });
});

test('Numbers with the right check character are accepted with their facts', () => {
  assert.deepEqual(checkCitizenId('999901199003070017', today), { ok: true, value: '999901199003070017', divisionCode: '999901', bornOn: '1990-03-07', sex: 'male', kind: 'citizen' });
  assert.deepEqual(checkCitizenId('99990120080229002X', today), { ok: true, value: '99990120080229002X', divisionCode: '999901', bornOn: '2008-02-29', sex: 'female', kind: 'citizen' });
  assert.equal(reason('999901198512318880'), 'ok');
  assert.equal(reason('11010519491231002X'), 'ok');
});

test('A number is understood as people type it and stored in one form', () => {
  for (const typed of ['99990120080229002x', ' 999901 20080229 002X ', '９９９９０１２００８０２２９００２Ｘ', '999901-20080229-002x', '\u200b99990120080229002X']) {
    const outcome = checkCitizenId(typed, today);
    assert.ok(outcome.ok, typed);
    assert.equal(outcome.value, '99990120080229002X');
  }
});

test('Every wrong number is refused with its own reason', () => {
  assert.equal(reason('999901200502290028'), 'ID_NUMBER_DATE');
  assert.equal(reason('999901199013070017'), 'ID_NUMBER_DATE');
  assert.equal(reason('999901100003070017'), 'ID_NUMBER_DATE');
  assert.equal(reason('999901199003070018'), 'ID_NUMBER_CHECK');
  assert.equal(reason('999901900307001'), 'ID_NUMBER_OLD_FORM');
  assert.equal(reason('99990119900307001'), 'ID_NUMBER_LENGTH');
  assert.equal(reason(''), 'ID_NUMBER_LENGTH');
  assert.equal(reason('9999011990030700A7'), 'ID_NUMBER_CHARACTERS');
  assert.equal(reason('99990119900307X017'), 'ID_NUMBER_CHARACTERS');
});

test('Nobody is born after today', () => {
  const born = (bornOn: string): string => inventCitizenId(() => 0, { bornOn, sex: 'male' });
  assert.equal(reason(born(today)), 'ok');
  assert.equal(reason(born(addDays(today, 1))), 'ID_NUMBER_FUTURE');
});

test('Cards of residents from Hong Kong, Macao, Taiwan and abroad are told apart', () => {
  const kind = (divisionCode: string): string => {
    const outcome = checkCitizenId(inventCitizenId(() => 7, { bornOn: '1990-03-07', sex: 'female', divisionCode }), today);
    return outcome.ok ? outcome.kind : outcome.reason;
  };
  assert.deepEqual(['810000', '820000', '830000', '911156', '440902'].map(kind), ['hongKong', 'macao', 'taiwan', 'foreigner', 'citizen']);
});

test('Any single wrong character and any exchange of neighbours is noticed', () => {
  fc.assert(fc.property(validId, fc.nat(17), fc.nat(9), (id, place, digit) => {
    const wrong = id.slice(0, place) + String(digit) + id.slice(place + 1);
    assert.equal(checkCitizenId(wrong, '2200-01-01').ok, wrong === id);
    if (place < 17) {
      const exchanged = id.slice(0, place) + id.charAt(place + 1) + id.charAt(place) + id.slice(place + 2);
      assert.equal(checkCitizenId(exchanged, '2200-01-01').ok, exchanged === id);
    }
  }), { numRuns: 500 });
});

test('The check character alone notices every single error and exchange, whatever the digits mean', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{17}$/), fc.nat(16), fc.nat(9), fc.nat(15), (digits, place, digit, pair) => {
    const wrong = digits.slice(0, place) + String(digit) + digits.slice(place + 1);
    assert.equal(citizenIdCheck(wrong) === citizenIdCheck(digits), wrong === digits);
    const exchanged = digits.slice(0, pair) + digits.charAt(pair + 1) + digits.charAt(pair) + digits.slice(pair + 2);
    assert.equal(citizenIdCheck(exchanged) === citizenIdCheck(digits), exchanged === digits);
  }), { numRuns: 500 });
});

test('Invented persons have the sex and birthday asked for, and nobody’s division', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom('male', 'female'), (seed, sex) => {
    const pick = seededPick(seed);
    const bornOn = inventDay(pick, '1930-01-01', today);
    const outcome = checkCitizenId(inventCitizenId(pick, { bornOn, sex }), today);
    assert.ok(outcome.ok && outcome.sex === sex && outcome.bornOn === bornOn && outcome.divisionCode === '999901');
  }));
});

test('Age grows on the birthday', () => {
  assert.equal(ageOn('2008-02-29', '2026-02-28'), 17);
  assert.equal(ageOn('2008-02-29', '2026-03-01'), 18);
  assert.equal(ageOn('1990-03-12', '2026-03-12'), 36);
});
