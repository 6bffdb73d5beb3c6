import assert from 'node:assert/strict';
import { engineWords } from '#domain/engine-words.ts';
import { rightTitles } from '#domain/subject/rights/titles.ts';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { auditActWords, auditObjectWords } from './audit-acts.ts';
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

test('Every right and every act the log can name has words', () => {
  const source = globSync('{kernel,domain,protocols,packs,web}/**/*.ts', { exclude: (name) => name.endsWith('.test.ts') || name === 'node_modules' || name === 'dist' }).map((path) => readFileSync(path, 'utf8')).join('\n');
  const named = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const rights = [...named(/permission: '([a-z-]+\.[a-z-]+)'/g), ...named(/may: \[([^\]]*)\]/g).flatMap((list) => [...list.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''))];
  const wordless = {
    rights: rights.filter((right) => !(right in rightTitles) && !source.includes(`'${right}': '`)),
    acts: named(/(?<!\w)act: '([a-z-]+\.[a-z-]+)', object/g).filter((act) => !(act in auditActWords.zh)),
    objects: named(/act: '[a-z-]+\.[a-z-]+', object: '([a-z-]+)'/g).filter((object) => !(object in auditObjectWords.zh)),
  };
  assert.ok(rights.length > 40);
  assert.deepEqual(wordless, { rights: [], acts: [], objects: [] });
});

test('Whoever acts where nobody does, and what they do, is told in English too', () => {
  const source = globSync('domain/**/*.ts', { exclude: (name) => name.endsWith('.test.ts') }).map((path) => readFileSync(path, 'utf8')).join('\n');
  const written = [/(?:actor|system|watcher)(?::| =) '(\p{Script=Han}+)'/gu, /act: '[a-z]+', title: '(\p{Script=Han}+)'/gu, /actor: watcher, title: '(\p{Script=Han}+)'/gu].flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
  assert.ok(written.length >= 7, written.join(' '));
  assert.deepEqual(written.filter((words) => !(words in engineWords)), []);
});
