import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanText, garbledStretches } from './clean-text.ts';
import { undoMisreading } from './decode-text.ts';
import { fixture, pronounce, slipBytes } from './testing/faults.ts';
import { placeOf } from './traced-text.ts';

const clean = (text: string): string => cleanText(text).traced.text;

test('Pronunciations after characters are taken out, other brackets stay', () => {
  assert.equal(clean('推進數(shù)字政府和網(wǎng)絡建設，完善系統(tǒng)（app）功能'), '推进数字政府和网络建设，完善系统（app）功能');
  assert.equal(cleanText('推進數(shù)據(jù)共享，優化營商環境').pronunciations, 2);
});

test('Bytes read out of step are put back, and the two unknown ends are guessed or shown as lost', () => {
  const line = '　（三）健全养老服务。全面推进社区食堂建设，方便老年人就餐。';
  const broken = slipBytes(line, 0, 17);
  assert.ok(broken.includes('?') && !broken.includes('健全养老'));
  const { traced, slipped } = cleanText(`海澜市方案，坚持全面推进养老服务。\n${broken}`);
  assert.match(traced.text, /（三）健全养老服务。全面推进/);
  assert.equal(slipped.length, 1);
});

test('A stretch slipped anywhere comes back whole but for its ends, or is left as it is, never made into something else', () => {
  const lines = fixture('hailan.txt').toString('utf8').split('\n').filter((line) => line.length > 24 && !/[\dA-Za-z]/.test(line));
  let restored = 0;
  let tried = 0;
  for (const line of lines) {
    for (let start = 1; start < 9; start++) {
      for (let length = 9; length < 15; length++) {
        const broken = slipBytes(line, start, start + length);
        const { traced, slipped } = cleanText(broken);
        const whole = traced.text.includes(clean(line).slice(start + 1, start + length - 1));
        assert.ok(whole || slipped.length === 0, `${broken} became ${traced.text}`);
        tried++;
        if (whole) restored++;
      }
    }
  }
  assert.ok(restored / tried > 0.6, `only ${restored} of ${tried} restored`);
  console.log(`slipped stretches restored: ${restored} of ${tried}, the others left as they were`);
});

test('Where private-use signs were lost too, the number is restored and the rest is left for a person', () => {
  const line = '　（二）指导思想。坚持以人为本，推进和谐海澜建设。';
  const broken = slipBytes(line, 0, 9).replaceAll(/\p{Co}/gu, '');
  const text = clean(`海澜市方案\n${broken}`);
  assert.match(text, /\n（二）/);
});

test('What stays garbled is pointed out', () => {
  const { traced } = cleanText('海澜市方案要求，推進協同。\n┲笇枷清楚');
  assert.deepEqual(garbledStretches(traced.text).map(({ start, end }) => traced.text.slice(start, end)), ['┲笇']);
  assert.deepEqual(garbledStretches('各部门要认真贯彻落实，一抓到底。'), []);
});

test('An ordinary question mark is left alone', () => {
  const text = '怎么办?由市数据局负责解答。What is it? 市民可拨打热线';
  assert.equal(cleanText(text).slipped.length, 0);
});

test('Converter words are restored only where several kinds of them show the text was converted', () => {
  assert.match(clean('提升網路與資料庫能力，最佳化程式，推廣數位化套用'), /提升网络与数据库能力，优化程序，推广数字化应用/);
  assert.match(clean('各單位不得套用範本，應結合實際制定實施細則並認真落實'), /不得套用范本/);
  assert.match(clean('各单位不得套用范本'), /不得套用范本/);
});

test('Text whose UTF-8 was read as GBK or Latin-1 is recognised and undone', () => {
  const words = '海澜市人民政府关于加快推进数字政府建设的实施方案，各部门要认真贯彻落实。';
  assert.equal(undoMisreading(new TextDecoder('windows-1252').decode(Buffer.from(words))), words);
  assert.equal(undoMisreading(words), undefined);
});

test('Chinese punctuation is widened beside Chinese only, brackets in pairs', () => {
  assert.equal(clean('推广APP(应用程序),达到1,200个;网址http://a.b/?c=d'), '推广APP（应用程序），达到1,200个；网址http://a.b/?c=d');
});

test('Every character of the cleaned text knows its place in the source', () => {
  const source = pronounce('提升數據資料庫、網路和程式的最佳化水平', '數據');
  const { traced } = cleanText(source);
  const at = traced.text.indexOf('数据库');
  const { start, end } = placeOf(traced, at, at + 3);
  assert.equal(source.slice(start, end), '資料庫');
});
