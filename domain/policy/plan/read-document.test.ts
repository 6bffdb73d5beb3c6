import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '#kernel/errors/refusal.ts';
import { importPlan } from './plan.ts';
import { largestPlan } from './read-document.ts';
import { docx, zip } from './testing/docx.ts';

const refusedWith = (code: string) => (error: unknown): boolean => error instanceof Refusal && error.code === code;
const cases: readonly (readonly [string, string, () => Uint8Array])[] = [
  ['nothing', 'PLAN_EMPTY', () => Buffer.alloc(0)],
  ['blank lines', 'PLAN_EMPTY', () => Buffer.from(' \n\t\n　\n')],
  ['50 MB', 'PLAN_TOO_LARGE', () => Buffer.alloc(50 * 1024 * 1024, '一')],
  ['just over the limit', 'PLAN_TOO_LARGE', () => Buffer.alloc(largestPlan + 1, 0x61)],
  ['a PDF', 'PLAN_FORMAT_UNKNOWN', () => Buffer.from('%PDF-1.7\n…')],
  ['an old Word file', 'PLAN_FORMAT_UNKNOWN', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['a picture', 'PLAN_FORMAT_UNKNOWN', () => Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a spreadsheet', 'PLAN_FORMAT_UNKNOWN', () => zip({ 'xl/workbook.xml': '<workbook/>' })],
  ['some zip', 'PLAN_FORMAT_UNKNOWN', () => zip({ 'readme.txt': '海澜市' })],
  ['half a docx', 'PLAN_DAMAGED', () => docx(['一、任务']).subarray(0, 400)],
  ['a docx whose document is no XML', 'PLAN_DAMAGED', () => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document' })],
  ['a zip bomb', 'PLAN_TOO_LARGE', () => zip({ 'word/document.xml': Buffer.alloc(120 * 1024 * 1024, 0x20) })],
  ['a docx without words', 'PLAN_EMPTY', () => docx([''])],
  ['binary junk', 'PLAN_NOT_TEXT', () => Buffer.concat([Buffer.from([0, 1, 2, 3]), randomBytes(5000)])],
  ['English', 'PLAN_NOT_TEXT', () => Buffer.from('A plan of the city, in English only, without any Chinese text.')],
  ['a page of scripts', 'PLAN_NO_TASKS', () => Buffer.from(`<html><body><script>${'一、任务。'.repeat(50)}</script><p>海澜市人民政府今天举行会议，听取各部门工作汇报，并提出要求。</p></body></html>`)],
  ['a news item', 'PLAN_NO_TASKS', () => Buffer.from('昨日，海澜市召开全市数字政府建设推进会议，总结工作，部署任务，市领导出席并讲话。')],
];

for (const [what, code, bytes] of cases) {
  test(`${what} is refused with ${code}`, async () => {
    await assert.rejects(importPlan(bytes()), refusedWith(code));
  });
}

test('Random bytes of any length and start are never taken for a plan', async () => {
  for (let i = 0; i < 60; i++) await assert.rejects(importPlan(randomBytes(500 + i * 150)), Refusal);
});

test('Whatever the bytes, the answer is a plan or a refusal, soon', async () => {
  const signs = fc.constantFrom('一、', '（一）', '1.', '（', '）', '责任单位：', '市财政局', '、', '。', '2025年底前', '\n', '\t', '|', '?', '。ㄒ唬┰跀', '#', '<td>', '</p>', '不少于100项', '各县（市、区）', '牵头', '配合', '附件', '\u0000', '數(shù)', '第一章', '①');
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.array(signs, { maxLength: 200 }).map((parts) => Buffer.from(parts.join('')))), async (bytes) => {
    const started = performance.now();
    try {
      const plan = await importPlan(bytes);
      assert.ok(plan.tasks.every((task) => task.place.start >= 0 && task.place.end <= plan.source.length && task.place.start <= task.place.end));
    } catch (error) {
      assert.ok(error instanceof Refusal, String(error));
    }
    assert.ok(performance.now() - started < 3000);
  }), { numRuns: 300 });
});
