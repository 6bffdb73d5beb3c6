import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inventUscc, seededPick } from './generate.ts';
import { alphabet, checkUscc, usccCheck } from './uscc.ts';

const reason = (text: string): string => {
  const outcome = checkUscc(text);
  return outcome.ok ? 'ok' : outcome.reason;
};
const validCode = fc.tuple(fc.string(), fc.constantFrom('91', '92', '11', '52')).map(([seed, category]) => inventUscc(seededPick(seed), { category }));

test('Codes of organs, institutions, associations and companies are accepted with their facts', () => {
  assert.deepEqual(checkUscc('11999901000012343E'), {
    ok: true, value: '11999901000012343E', category: '11', kind: { zh: '机关', en: 'government organ' }, divisionCode: '999901', organisationCode: '000012343', warnings: [],
  });
  assert.deepEqual(['12999901400012342M', '52999901MJ000123XM', '91999901MA0TE1T07L'].map(reason), ['ok', 'ok', 'ok']);
});

test('A remainder of thirty-one is written 0', () => {
  const code = Array.from({ length: 400 }, (_, i) => inventUscc(seededPick(`zero ${i}`))).find((one) => one.endsWith('0'));
  assert.ok(code);
  const sum = Array.from(code.slice(0, 17)).reduce((total, character, i) => total + alphabet.indexOf(character) * (3 ** i % 31), 0);
  assert.equal(sum % 31, 0);
});

test('The published counter-example is refused, and its right check is 3', () => {
  assert.equal(reason('91350100M000100Y4Z'), 'USCC_CHARACTERS');
  assert.equal(usccCheck('91350100M000100Y4'), '3');
  assert.equal(reason('91350100M000100Y43'), 'ok');
});

test('Every wrong code is refused with its own reason', () => {
  assert.equal(reason('11999901000012343'), 'USCC_LENGTH');
  assert.equal(reason('1199990I000012343E'), 'USCC_CHARACTERS');
  assert.equal(reason('11A99901000012343E'), 'USCC_CHARACTERS');
  assert.equal(reason('11999901000012343F'), 'USCC_CHECK');
  assert.equal(checkUscc('　11999901 00001234 3e').ok, true);
});

test('A wrong inner check or unknown category is accepted with a warning', () => {
  const body = '91999901MA0TE1T08';
  const outcome = checkUscc(body + usccCheck(body));
  assert.ok(outcome.ok);
  assert.deepEqual(outcome.warnings, ['USCC_INNER_CHECK']);
  const strange = '8X999901MA0TE1T07';
  const second = checkUscc(strange + usccCheck(strange));
  assert.ok(second.ok);
  assert.deepEqual([second.warnings, second.kind], [['USCC_CATEGORY_UNKNOWN'], null]);
});

test('Any single wrong character and any exchange of neighbours is noticed', () => {
  fc.assert(fc.property(validCode, fc.nat(17), fc.constantFrom(...alphabet), (code, place, character) => {
    const wrong = code.slice(0, place) + character + code.slice(place + 1);
    assert.equal(checkUscc(wrong).ok, wrong === code);
    if (place < 17) {
      const exchanged = code.slice(0, place) + code.charAt(place + 1) + code.charAt(place) + code.slice(place + 2);
      assert.equal(checkUscc(exchanged).ok, exchanged === code);
    }
  }), { numRuns: 1000 });
});

test('Invented codes are right inside too', () => {
  fc.assert(fc.property(validCode, (code) => {
    const outcome = checkUscc(code);
    assert.ok(outcome.ok && outcome.warnings.length === 0, code);
  }));
});
