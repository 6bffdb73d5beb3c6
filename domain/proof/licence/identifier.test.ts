import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inventUscc, seededPick } from '#domain/subject/identifiers/generate.ts';
import { checkLicenceIdentifier, licenceCheck, writeLicenceIdentifier, type LicenceIdentifier } from './identifier.ts';

const known = '1.2.156.3005.2.111000000000999955001.11999901000012343E.20260312000000000007.001.C';
const reason = (text: string): string => {
  const outcome = checkLicenceIdentifier(text);
  return outcome.ok ? 'ok' : outcome.reason;
};
const licence: fc.Arbitrary<LicenceIdentifier> = fc.record({
  typeCode: fc.tuple(fc.string(), fc.integer({ min: 0, max: 999 })).map(([seed, n]) => inventUscc(seededPick(seed), { category: '11' }) + String(n).padStart(3, '0')),
  issuerCode: fc.string().map((seed) => inventUscc(seededPick(seed), { category: '11' })),
  serial: fc.stringMatching(/^[0-9A-Z]{1,32}$/),
  version: fc.integer({ min: 1, max: 999 }),
});

test('The check character is MOD 37,36 of ISO 7064', () => {
  assert.equal(licenceCheck('A12425GABC1234002'), 'M');
  assert.equal(licenceCheck('11100000000013338W01111430000006122244L20230000403001'), 'U');
});

test('A known identifier is written and read again with its parts', () => {
  const parts = { typeCode: '111000000000999955001', issuerCode: '11999901000012343E', serial: '20260312000000000007', version: 1 };
  assert.equal(writeLicenceIdentifier(parts), known);
  assert.deepEqual(checkLicenceIdentifier(known), { ok: true, value: known, ...parts });
  assert.equal(checkLicenceIdentifier(` ${known.toLowerCase()} `).ok, true);
});

test('Every wrong identifier is refused with its own reason', () => {
  assert.equal(reason('1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U'), 'ok');
  assert.equal(reason(known.replace(/C$/, 'D')), 'LICENCE_ID_CHECK');
  assert.equal(reason(known.replace('1.2.156.3005.2', '1.2.156.3005.3')), 'LICENCE_ID_FORM');
  assert.equal(reason(known.replace('.001.', '.000.')), 'LICENCE_ID_FORM');
  assert.equal(reason(''), 'LICENCE_ID_FORM');
  const withRightCheck = (typeCode: string, issuer: string): string => `1.2.156.3005.2.${typeCode}.${issuer}.7.001.${licenceCheck(`${typeCode}${issuer}7001`)}`;
  assert.equal(reason(withRightCheck('111000000000999955001', '11999901000012343F')), 'LICENCE_ID_ISSUER');
  assert.equal(reason(withRightCheck('11100000000099995500A', '11999901000012343E')), 'LICENCE_ID_TYPE');
  assert.equal(reason(withRightCheck('111000000000999956001', '11999901000012343E')), 'LICENCE_ID_TYPE');
});

test('Any identifier comes back from its text, and any single wrong character is noticed', () => {
  fc.assert(fc.property(licence, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (parts, place, character) => {
    const text = writeLicenceIdentifier(parts);
    assert.deepEqual(checkLicenceIdentifier(text), { ok: true, value: text, ...parts });
    const at = place % text.length;
    const wrong = text.slice(0, at) + character + text.slice(at + 1);
    assert.equal(checkLicenceIdentifier(wrong).ok, wrong === text);
  }), { numRuns: 300 });
});

test('Parts that cannot stand in an identifier are not written', () => {
  const parts = { typeCode: '111000000000999955001', issuerCode: '11999901000012343E', serial: '7', version: 1 };
  for (const wrong of [{ version: 0 }, { version: 1000 }, { serial: '' }, { serial: 'A'.repeat(33) }, { serial: '第7号' }, { issuerCode: 'x' }]) {
    assert.throws(() => writeLicenceIdentifier({ ...parts, ...wrong }), RangeError);
  }
});
