import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { attributes, html } from './html.ts';

test('Whatever a reader types comes back as text, never as markup', () => {
  fc.assert(fc.property(fc.string(), (typed) => {
    const element = parse(html`<p title="${typed}">${typed}</p>`.markup).querySelector('p');
    assert.equal(element?.childNodes.length, typed === '' ? 0 : 1);
    assert.ok(!/[<>"']/.test(html`${typed}`.markup));
    assert.equal(element?.text, typed);
  }));
});

test('Markup stays markup, lists are joined, and what is absent leaves nothing', () => {
  const items = ['甲', '<乙>'].map((name) => html`<li>${name}</li>`);
  assert.equal(html`<ul>${items}</ul>${null}${undefined}${false}${0}`.markup, '<ul><li>甲</li><li>&lt;乙&gt;</li></ul>0');
});

test('An attribute is written once, bare when true, and left out when false', () => {
  assert.equal(html`<input${attributes({ name: 'a"b', required: true, disabled: false, value: 0, title: undefined })}>`.markup, '<input name="a&quot;b" required value="0">');
});
