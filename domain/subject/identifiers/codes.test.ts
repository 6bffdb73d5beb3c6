import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkDivisionCode } from './division-code.ts';
import { inventCameraId, inventMobilePhone, seededPick } from './generate.ts';
import { caseNumber, checkItemCode, codeSchemes, type CodeScheme } from './item-code.ts';
import { checkMobilePhone, checkPhone } from './phone.ts';
import { reasonWords } from './reasons.ts';
import { checkVideoDeviceId } from './video-device-id.ts';

type Result = { ok: true; value: string } | { ok: false; reason: string };
const said = (outcome: Result): string => (outcome.ok ? outcome.value : outcome.reason);

test('Division codes are filled to twelve digits with level, kind and parent', () => {
  assert.deepEqual(checkDivisionCode('440902'), { ok: true, value: '440902000000', level: 'county', kind: '市辖区', parent: '440900000000' });
  assert.deepEqual(checkDivisionCode('440902001'), { ok: true, value: '440902001000', level: 'town', kind: '街道', parent: '440902000000' });
  const village = checkDivisionCode('440902001203');
  assert.ok(village.ok && village.level === 'village' && village.kind === '村民委员会' && village.parent === '440902001000');
});

test('A town may hang directly under a city without counties', () => {
  const town = checkDivisionCode('441900003000');
  assert.ok(town.ok && town.level === 'town' && town.parent === '441900000000');
});

test('Division codes with a missing level, letters or another length are refused', () => {
  assert.deepEqual(['440002', '440000100', '440902000201', '4409AA', '040902', '4409'].map((code) => said(checkDivisionCode(code))),
    ['DIVISION_GAP', 'DIVISION_GAP', 'DIVISION_GAP', 'DIVISION_CHARACTERS', 'DIVISION_CHARACTERS', 'DIVISION_LENGTH']);
});

test('Mobile numbers are understood in every usual form', () => {
  for (const typed of ['13800005678', '+86 138 0000 5678', '0086-13800005678', '8613800005678', '１３８００００５６７８', '138-0000-5678']) {
    assert.deepEqual(checkMobilePhone(typed), { ok: true, value: '13800005678', kind: 'mobile', international: '+8613800005678' }, typed);
  }
});

test('Landlines keep their area code', () => {
  assert.deepEqual(checkPhone('(0668) 291 2345'), { ok: true, value: '0668-2912345', kind: 'landline', international: '+866682912345' });
  assert.equal(said(checkPhone('+86 10 65591234')), '010-65591234');
  assert.equal(said(checkPhone('02087654321')), '020-87654321');
  assert.equal(said(checkPhone('13800005678')), '13800005678');
});

test('Wrong telephone numbers are refused with their reason', () => {
  assert.deepEqual(['1380000567', '12800005678', '1380000567a', '2912345', ''].map((text) => said(checkMobilePhone(text))),
    ['PHONE_LENGTH', 'PHONE_RANGE', 'PHONE_CHARACTERS', 'PHONE_LENGTH', 'PHONE_CHARACTERS']);
  assert.deepEqual(['0668-1912345', '0168-2912345', '06682'].map((text) => said(checkPhone(text))), ['PHONE_RANGE', 'PHONE_RANGE', 'PHONE_LENGTH']);
});

test('A video device id tells centre, type and sequence', () => {
  assert.deepEqual(checkVideoDeviceId('34020000001320000001'), {
    ok: true, value: '34020000001320000001', kind: 'camera', type: '132', divisionCode: '340200', baseUnit: '00', industry: '00', network: '0', sequence: '000001',
  });
  const kinds = ['111', '118', '134', '200', '215', '300', '403', '600'].map((type) => checkVideoDeviceId(`3402000000${type}0000001`));
  assert.deepEqual(kinds.map((outcome) => (outcome.ok ? outcome.kind : '')), ['recorder', 'recorder', 'alarmInput', 'server', 'group', 'user', 'user', 'extension']);
  assert.deepEqual(['3402000000132000001', '3402000000132000000A', '34020000000990000001'].map((id) => said(checkVideoDeviceId(id))),
    ['VIDEO_ID_LENGTH', 'VIDEO_ID_CHARACTERS', 'VIDEO_ID_TYPE']);
  assert.equal(checkVideoDeviceId(inventCameraId(42)).ok, true);
});

test('Item codes come apart by the national schemes', () => {
  const code = checkItemCode('11999901000012343E3990117002011202603120007', codeSchemes.case);
  assert.ok(code.ok);
  assert.deepEqual(code.parts, { body: '11999901000012343E', level: '3', owner: '99', type: '01', main: '17002', sub: '011', day: '20260312', sequence: '0007' });
  assert.equal(code.type?.zh, '行政许可');
  assert.equal(checkItemCode('990117002011', codeSchemes.basic).ok, true);
  assert.equal(checkItemCode('11999901000012343E3990117002011', codeSchemes.implementation).ok, true);
  assert.equal(checkItemCode('11999901000012343E399011700201101', codeSchemes.handling).ok, true);
});

test('Codes seen in public use are accepted, also with a type outside the national list', () => {
  assert.equal(checkItemCode('11370800MB285591843370117002011', codeSchemes.implementation).ok, true);
  const seen = checkItemCode('12441500196720244T3442199806003202206230068', codeSchemes.case);
  assert.ok(seen.ok && seen.parts['type'] === '21' && seen.type === null);
});

test('Item codes with a wrong body, level, day or length are refused', () => {
  const wrong = (text: string, scheme: CodeScheme = codeSchemes.case): string => said(checkItemCode(text, scheme));
  assert.equal(wrong('11999901000012343F3990117002011202603120007'), 'ITEM_CODE_PART');
  assert.equal(wrong('11999901000012343E7990117002011202603120007'), 'ITEM_CODE_PART');
  assert.equal(wrong('11999901000012343E3990117002011202602300007'), 'ITEM_CODE_PART');
  assert.equal(wrong('11999901000012343E399011700201120260312000'), 'ITEM_CODE_LENGTH');
  assert.equal(wrong('99011700201', codeSchemes.basic), 'ITEM_CODE_LENGTH');
  assert.equal(wrong('XK00001001', codeSchemes.guizhou), 'XK00001001');
  assert.equal(wrong('1K00001001', codeSchemes.guizhou), 'ITEM_CODE_PART');
});

test('Case numbers are made as they are read, also on a day with more than 9999 cases', () => {
  for (const sequence of [1, 9999, 10_000, 1_234_567]) {
    const outcome = checkItemCode(caseNumber('11999901000012343E3990117002011', '2026-03-12', sequence), codeSchemes.case);
    assert.ok(outcome.ok && Number(outcome.parts['sequence']) === sequence);
  }
});

test('No text whatever makes a check throw, and every reason has words', () => {
  const checks: readonly ((text: string) => Result)[] = [
    checkDivisionCode, checkMobilePhone, checkPhone, checkVideoDeviceId, ...Object.values(codeSchemes).map((scheme) => (text: string) => checkItemCode(text, scheme)),
  ];
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{5,45}$/)), fc.constantFrom(...checks), (text, check) => {
    const outcome = check(text);
    if (!outcome.ok) assert.ok(outcome.reason in reasonWords);
  }), { numRuns: 500 });
});

test('Invented mobile numbers are valid in form', () => {
  fc.assert(fc.property(fc.string(), (seed) => checkMobilePhone(inventMobilePhone(seededPick(seed))).ok));
});
