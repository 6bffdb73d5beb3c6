import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weaknessOf } from './passwords.ts';

const about = ['liqing', '李青'];

test('A password that guessers try early is refused for its own reason', () => {
  const tries: [string, string][] = [
    ['short1!', 'short'], ['aaaaaaaaaaaa', 'repeats'], ['abcabcabcabc', 'repeats'], ['12341234123412', 'repeats'],
    ['1234567890', 'row'], ['qwertyuiop12', 'row'], ['zyxwvutsrq', 'row'], ['1qaz2wsx3edc', 'row'],
    ['liqing2026', 'named'], ['LiQing@123', 'named'], ['19900307182', 'date'], ['13800138000', 'date'],
    ['Password2026', 'common'], ['P@ssw0rd!!!', 'common'], ['Woaini1314!', 'common'], ['woaini5201314', 'common'], ['admin@123456', 'common'],
    ['Maoming2026!', 'common'], ['Zhengfu@2026', 'common'], ['Huawei@19900307', 'common'], ['iloveyou520', 'common'], ['yiwangadmin888', 'common'],
  ];
  for (const [password, weakness] of tries) assert.equal(weaknessOf(password, about), weakness, password);
});

test('A long sentence or a random word is welcome, without a rule about signs and capitals', () => {
  for (const password of ['a long enough sentence', '春风又绿江南岸明月何时', 'kfn2-vtqq-hm8w', 'correct horse battery', 'tqzmvhrwkb', '榕树下的老茶馆 1987']) assert.equal(weaknessOf(password, about), null, password);
});
