import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaker } from './dictionary.ts';
import { portalWords } from './portal.ts';

const placeholders = (text: string) => new Set([...text.matchAll(/\{(\w+)(?::s)?\}/g)].map((match) => match[1]));

test('Both languages name the same values, and no English text is left in Chinese', () => {
  for (const [key, chinese] of Object.entries(portalWords.zh)) {
    const english = portalWords.en[key as keyof typeof portalWords.en];
    assert.deepEqual(placeholders(english), placeholders(chinese), key);
    if (key !== 'site.language') assert.doesNotMatch(english, /\p{Script=Han}/u, key);
    assert.ok(chinese.trim() !== '' && english.trim() !== '', key);
  }
});

test('One thing is singular in English, several are plural', () => {
  const say = speaker(portalWords, 'en');
  assert.equal(say('form.faults', { count: 1 }), '1 thing to put right');
  assert.equal(say('form.faults', { count: 2 }), '2 things to put right');
});
