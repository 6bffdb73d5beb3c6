import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { errorsIn } from '#kernel/schema/check.ts';
import { fieldsOf, text } from '#kernel/schema/fields.ts';
import { bicyclePlate, bicycleRegistration } from '#test/packs/bicycle/register.ts';
import { formFor, law, material, materialsFor, question } from './define-guide.ts';

const names = (answers: Record<string, string>) => fieldsOf(formFor(bicycleRegistration.form, answers)).map((field) => field.name);
const keys = (answers: Record<string, string>) => materialsFor(bicycleRegistration, answers).map((each) => each.key);

test('The answers decide which fields are asked and which materials are needed', () => {
  assert.deepEqual(keys({ origin: 'new' }), ['invoice']);
  assert.deepEqual(keys({ origin: 'used' }), ['transfer']);
  assert.deepEqual(keys({}), []);
  assert.ok(names({ origin: 'used' }).includes('seller'));
  assert.ok(!names({ origin: 'new' }).includes('seller'));
});

test('A field that is not asked is neither needed nor accepted', () => {
  const whole = { owner: 'L', ownerId: '999901199003070017', phone: '13800138000', frame: 'ABC123456', colour: 'red' };
  const wrong = (answers: Record<string, string>, form: object) => errorsIn(formFor(bicycleRegistration.form, answers), form).map((error) => error.keyword);
  assert.deepEqual(wrong({ origin: 'new' }, whole), []);
  assert.deepEqual(wrong({ origin: 'new' }, { ...whole, seller: 'X' }), ['additionalProperties']);
  assert.deepEqual(wrong({ origin: 'used' }, whole), ['required']);
});

test('A field may depend on several questions: all of them must be answered so', () => {
  const form = Type.Object({ plain: text('Plain'), both: Type.Unsafe<string>({ ...text('Both'), 'x-when': { a: ['1', '2'], b: ['1'] } }) });
  const asked = (answers: Record<string, string>) => fieldsOf(formFor(form, answers)).map((field) => field.name);
  assert.deepEqual(asked({ a: '2', b: '1' }), ['plain', 'both']);
  for (const answers of [{ a: '1' }, { a: '3', b: '1' }, { a: '1', b: '2' }, {}] as Record<string, string>[]) assert.deepEqual(asked(answers), ['plain'], JSON.stringify(answers));
});

test('A form without conditions is used as it is', () => {
  const form = Type.Object({ plain: text('Plain') });
  assert.equal(formFor(form, {}), form);
});

test('A material says by itself where it comes from and that it is needed', () => {
  const own = material('plan', 'Plan');
  assert.deepEqual([own.source, own.needed, own.later, own.copies], ['申请人自备', true, false, 1]);
  assert.equal(material('plate', 'Plate', { from: bicyclePlate }).source, '政府部门核发');
  assert.equal(material('plan', 'Plan', { needed: false }).needed, false);
});

test('A law and a question are what they say', () => {
  assert.deepEqual(law('Act', '3'), { name: 'Act', article: '3' });
  assert.deepEqual(question('q', 'Q', { a: 'A' }), { key: 'q', title: 'Q', options: { a: 'A' } });
  assert.equal(question('q', 'Q', { a: 'A' }, 'Hint').hint, 'Hint');
});
