import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { choice, fieldsOf, files, integer, money, text } from '#kernel/schema/fields.ts';
import { fieldsIn, filled, missing, nameIn, type FormSchema } from './fields.ts';

const schema = Type.Object({ name: text('姓名', { class: 'personal', hint: '与证件一致' }), kind: choice('类型', { a: '甲', b: '乙' }), price: Type.Optional(money('价格')), seats: Type.Optional(integer('座位', { unit: '个' })), photos: Type.Optional(files('照片')) });

test('The browser reads a form exactly as the server writes it', () => {
  const sent = JSON.parse(JSON.stringify(schema)) as FormSchema;
  const shape = (fields: ReturnType<typeof fieldsIn>) => fields.map(({ name, kind, title, required, labels, hint, unit, class: grade }) => ({ name, kind, title, required, labels, hint, unit, grade }));
  assert.deepEqual(shape(fieldsIn(sent)), shape(fieldsOf(schema)));
});

test('What is required and blank is named before anything is sent; blanks are not sent at all', () => {
  const fields = fieldsIn(JSON.parse(JSON.stringify(schema)) as FormSchema);
  assert.deepEqual(missing(fields, { name: '', kind: 'a' }).map(({ name }) => name), ['name']);
  assert.deepEqual(filled({ name: '甲', price: 0, photos: [], seats: null, note: '' }), { name: '甲', price: 0 });
});

test('A fault of the API finds its field, however deep the pointer goes', () => {
  assert.equal(nameIn('/data/premises'), 'premises');
  assert.equal(nameIn('/form/a~1b'), 'a/b');
});
