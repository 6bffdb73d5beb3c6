import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { Type } from 'typebox';
import * as fields from '#kernel/schema/fields.ts';
import { fieldKinds, fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { dayAt, dayNumber } from '#kernel/time/day.ts';
import { speaker } from '#web/words/dictionary.ts';
import { portalWords } from '#web/words/portal.ts';
import { askField, showField, typedFrom } from './ask.ts';
import { faultSummary } from './faults.ts';
import { kindOf } from './kinds.ts';
import { localised, partOf, readForm } from './read.ts';
import type { FormContext } from './kind.ts';

const organs = [{ label: '', options: [{ code: 'health', label: '卫生健康局' }] }];
const regions = [{ label: '茂南区', options: [{ code: '440902001000', label: '红旗街道' }] }];
const context: FormContext = { say: speaker(portalWords, 'zh'), locale: 'zh', today: '2026-03-12', regions, organs, files: new Map() };
const english: FormContext = { ...context, say: speaker(portalWords, 'en'), locale: 'en' };

const every = Type.Object({
  name: fields.text('姓名', { hint: '与证件一致' }), note: fields.longText('说明'), length: fields.number('长度', { unit: '米' }), staff: fields.integer('人数', { minimum: 1 }), fee: fields.money('金额'),
  born: fields.date('出生日期', { past: true }), at: fields.time('发现时间'), kind: fields.choice('类别', { new: '新办', renew: '延续' }),
  many: fields.choice('行业', Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, `行业${index}`]))), tags: fields.choices('设备', { fan: '排风', tap: '水龙头' }),
  agreed: fields.yesNo('是否加急'), where: fields.point('位置'), papers: fields.files('照片'), id: fields.idNumber(), code: fields.uscc(), tel: fields.phone(), town: fields.region('所在镇街'), office: fields.organ('承办单位'), stars: fields.rating('评价'),
}, { additionalProperties: false });
const everyField = fieldsOf(every);
const field = (name: string): Field => everyField.find((each) => each.name === name) ?? assert.fail(name);
const readOne = (name: string, typed: Record<string, string>, which = context) => readForm(partOf(every, new Set([name])), Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, [value]])), which);

test('The form of this test asks every kind of field there is', () => {
  assert.deepEqual(new Set(everyField.map(({ kind }) => kind)), new Set(fieldKinds));
});

test('What is stored comes back unchanged through the boxes of the form', () => {
  const uuid = '019a0000-0000-7000-8000-000000000000';
  const words = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text.length > 0 && !text.includes('\r'));
  const values: Record<string, fc.Arbitrary<unknown>> = {
    text: words, longText: words, number: fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((value) => Math.round(value * 1e6) / 1e6).map((value) => value + 0).filter((value) => !String(value).includes('e')), integer: fc.integer(), money: fc.integer({ min: 0, max: 1e12 }),
    date: fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2026-03-12') }).map(dayAt), time: fc.integer({ min: 0, max: 60_000_000 }).map((minute) => `${new Date(minute * 60_000 + 28_800_000).toISOString().slice(0, 16)}:00+08:00`),
    choice: fc.constantFrom('new', 'renew'), choices: fc.subarray(['fan', 'tap'], { minLength: 1 }), yesNo: fc.boolean(), point: fc.tuple(fc.constantFrom(110.92523, -0.5), fc.constantFrom(21.66275, 0)), files: fc.constant([uuid]),
    idNumber: fc.constant('11010519491231002X'), uscc: fc.constant('91999901MA0TE1T07L'), phone: fc.constant('13800000000'), region: fc.constant('440902001000'), organ: fc.constant('health'), rating: fc.integer({ min: 1, max: 5 }),
  };
  for (const kind of fieldKinds) {
    const asked = everyField.find((each) => each.kind === kind)!;
    fc.assert(fc.property(values[kind]!, (value) => assert.deepEqual(kindOf(asked).read(asked, kindOf(asked).write(asked.name, value), { ...context, today: '2100-01-01' }), value)), { numRuns: 50 });
  }
});

test('Every question has a name a screen reader can say, and its fault is tied to it', () => {
  for (const asked of everyField) {
    const page = parse(askField({ field: asked, typed: {}, fault: '请改正', source: { from: '人口库' } }, context).markup);
    const controls = page.querySelectorAll('input:not([type=hidden]), textarea, select');
    assert.ok(controls.length > 0, asked.kind);
    for (const control of controls) assert.equal(page.querySelectorAll(`label[for="${control.getAttribute('id')}"]`).length, 1, `${asked.kind}: ${control.outerHTML}`);
    const tied = page.querySelector('[aria-describedby]') ?? assert.fail(asked.kind);
    for (const id of tied.getAttribute('aria-describedby')!.split(' ')) assert.ok(page.querySelector(`#${id}`), `${asked.kind}: ${id}`);
    assert.ok(tied.getAttribute('aria-describedby')!.includes(`f-${asked.name}-fault`), asked.kind);
    assert.ok(page.querySelector('[aria-invalid=true]'), `${asked.kind} says it is invalid`);
    assert.ok(page.querySelector(`#${kindOf(asked).anchor(asked.name)}`), `${asked.kind}: the summary can lead here`);
    assert.equal(page.querySelectorAll('fieldset > legend').length, kindOf(asked).group ? 1 : 0, asked.kind);
  }
});

test('The error summary counts the faults and leads to the first box of each', () => {
  const { faults } = readForm(every, { 'born-year': ['2026'], staff: ['很多'] }, context);
  const summary = parse(faultSummary(faults, everyField, context).markup);
  assert.equal(summary.querySelector('h2')?.text, `有 ${faults.size} 处需要改正`);
  const links = summary.querySelectorAll('a').map((link) => [link.getAttribute('href'), link.text]);
  assert.deepEqual(links.find(([to]) => to === '#f-born-year'), ['#f-born-year', '请填写“出生日期”的月、日']);
  assert.deepEqual(links.find(([to]) => to === '#f-staff'), ['#f-staff', '“人数”请填整数，例如 12']);
  assert.deepEqual([...faults.keys()], everyField.map(({ name }) => name).filter((name) => faults.has(name)), 'faults stand in the order of the form');
});

test('Full-width digits, spaces and thousands signs are understood', () => {
  assert.equal(readOne('staff', { staff: '　１,２００ ' }).values['staff'], 1200);
  assert.equal(readOne('fee', { fee: '１２．５' }).values['fee'], 1250);
  assert.equal(readOne('tel', { tel: '138 0000-0000' }).values['tel'], '13800000000');
  assert.equal(readOne('id', { id: '11010519491231002x' }).values['id'], '11010519491231002X');
  assert.equal(readOne('born', { 'born-year': '1990年', 'born-month': '３月', 'born-day': '7' }).values['born'], '1990-03-07');
});

test('A day that does not exist, a day in the future and half a date each get their own words', () => {
  assert.equal(readOne('born', { 'born-year': '2026', 'born-month': '2', 'born-day': '30' }).faults.get('born'), '没有 2026年2月30日 这一天，请核对“出生日期”');
  assert.equal(readOne('born', { 'born-year': '2026', 'born-month': '3', 'born-day': '13' }).faults.get('born'), '“出生日期”不能晚于今天');
  assert.equal(readOne('born', { 'born-year': '90', 'born-month': '3', 'born-day': '13' }).faults.get('born'), '“出生日期”的年份请写四位，例如 2026');
  assert.equal(readOne('born', { 'born-year': '1990' }, english).faults.get('born'), 'Please fill in the month and day of “出生日期”');
});

test('Nothing a reader can type makes the reading of a form fail', () => {
  const names = everyField.flatMap(({ name }) => [name, ...['year', 'month', 'day', 'hour', 'minute', 'lon', 'lat', 'kept', 'drop'].map((part) => `${name}-${part}`)]);
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), fc.array(fc.oneof(fc.string(), fc.constantFrom('1', '2026', '-1', '1e400', '١', '\0', '<b>')), { maxLength: 3 })), (typed) => {
    const { values, faults } = readForm(every, typed, context);
    for (const asked of everyField) assert.ok(askField({ field: asked, typed, fault: faults.get(asked.name) }, context).markup.includes(asked.title) && showField(asked, values[asked.name], context).markup.includes('<dd>'));
  }), { numRuns: 300 });
});

test('Nothing chosen among several is an empty list where it is optional, and a fault where one is needed', () => {
  const optional = Type.Object({ tags: Type.Optional(fields.choices('设备', { fan: '排风' })) });
  assert.deepEqual(readForm(optional, {}, context), { values: { tags: [] }, faults: new Map() });
  assert.equal(readOne('tags', {}).faults.get('tags'), '请填写“设备”');
});

test('In English the questions and their faults are English', () => {
  const dictionary: Record<string, string> = { 姓名: 'Name', 与证件一致: 'As on your card', 新办: 'New', 延续: 'Renewal', 类别: 'Kind' };
  const said = localised(every, (chinese) => dictionary[chinese] ?? chinese);
  assert.equal(readForm(partOf(said, new Set(['name'])), {}, english).faults.get('name'), '“Name” is required');
  assert.match(askField({ field: fieldsOf(said).find(({ name }) => name === 'kind')!, typed: typedFrom([field('kind')], { kind: 'new' }) }, english).markup, /value="new" checked required><label for="f-kind-0">New</);
});
