import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantity } from '#domain/thing/define.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import bicycle from '#test/packs/bicycle/pack.ts';
import { bikeFlow, watchedCounter } from '#test/packs/bicycle/counter.ts';
import { thing } from '#test/packs/broken/sound.ts';
import { definePack } from './pack.ts';
import { packReference } from './pack-reference.ts';

const page = packReference(bicycle);

test('The page of a pack names every field, question, material, state, act and end, with the English', () => {
  for (const matter of bicycle.matters) {
    for (const text of [matter.title, ...fieldsOf(matter.form).map((field) => field.title), ...matter.questions.map((question) => question.title), ...matter.materials.map((material) => material.title)]) assert.ok(page.includes(text), text);
    for (const [key, state] of Object.entries(matter.lifecycle)) {
      assert.ok(page.includes(`${state.title} · ${bicycle.english[state.title]} \`${key}\``), key);
      for (const [name, act] of Object.entries(state.acts)) assert.ok(page.includes(`\`${name}\` ${act.title}`), name);
    }
  }
  assert.match(page, /受理 → 并联会审|受理 · Accept → 并联会审/);
  assert.match(page, /\*\*准予登记 · Grant\*\*（done）；发证 issues/);
});

test('The page draws the life of a matter from its first state to its ends', () => {
  const [picture = ''] = /```mermaid[^`]*```/.exec(page) ?? [];
  for (const line of ['[*] --> submitted', 'submitted --> review: 受理', 'deciding --> [*]: 准予登记', 'correcting --> [*]: 逾期未补正（视为放弃）']) assert.ok(picture.includes(`  ${line}\n`), line);
});

test('Things show what they report and when they are silent, signals where they come from and what they open', () => {
  const text = packReference(definePack({ key: 'counters', title: 'Counters', area: 'governance', lead: 'L', things: [watchedCounter], signals: [bikeFlow] }));
  for (const [key, quantity] of Object.entries(watchedCounter.reports)) assert.ok(text.includes(`| \`${key}\` | ${quantity.title} | ${quantity.unit} | ${quantity.minimum} … ${quantity.maximum} |`), key);
  assert.ok(text.includes(bikeFlow.meaning));
  for (const warn of bikeFlow.warn) assert.ok(text.includes(`| ${warn.level} | `), warn.level);
});

test('A bar in a text does not break its table', () => {
  const text = packReference(definePack({ key: 'bars', title: 'Bars', area: 'service', lead: 'L', things: [thing({ reports: { bikes: quantity('a|b', '1', 0, 1) } })] }));
  assert.ok(text.includes('a\\|b'));
});
