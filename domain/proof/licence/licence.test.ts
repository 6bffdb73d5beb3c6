import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { generateSm2Key, sm2Fingerprint, sm2PublicKeyFromPem } from '#kernel/crypto/sm2-keys.ts';
import { sm2Sign } from '#kernel/crypto/sm2.ts';
import { inFolder } from '#test/kit/folder.ts';
import { missing } from '#test/kit/clients.ts';
import { opensslMissing } from '#test/kit/openssl.ts';
import { readStatement } from './attachments.ts';
import { writeLicenceIdentifier } from './identifier.ts';
import { printLicence } from './licence-pdf.ts';
import { breakLines } from './lines.ts';
import type { LicencePrint } from './page.ts';
import { checkStatement, signStatement, statementFiles, type LicenceFacts } from './statement.ts';

const key = generateSm2Key();
const signer = { publicKey: key.publicKey, sign: async (message: Uint8Array) => sm2Sign(key, message) };
const identifier = writeLicenceIdentifier({ typeCode: '111000000000999955001', issuerCode: '11999901000012343E', serial: '20260312000000000007', version: 1 });
const element = (title: string, value: string, name = title) => ({ name, title, value });
const facts: LicenceFacts = {
  identifier,
  name: '公共场所卫生许可证',
  number: '茂卫公证字〔2026〕第000123号',
  issuer: { name: '茂名市卫生健康局', code: '11999901000012343E' },
  holder: { name: '茂名市茂南区荔香游泳馆', code: '91999901MA0TE1T07L', codeType: '001' },
  issuedOn: '2026-03-12', validFrom: '2026-03-12', validUntil: '2030-03-11', regionCode: '440900000000',
  face: [element('单位名称', '茂名市茂南区荔香游泳馆'), element('法定代表人', '欧阳小明'), element('单位地址', '广东省茂名市茂南区河东街道文明中路99号'), element('许可项目', '游泳场（馆）')],
  verifyUrl: `https://yiwang.example.cn/verify/${identifier}`,
};
const print: LicencePrint = { state: 'valid', printedAt: new Date('2026-03-12T10:00:00+08:00'), demonstration: true, titleEn: 'Hygiene Licence for Public Places' };
const signed = await signStatement(facts, signer);
const pdf = Buffer.from((await printLicence(facts, signed, print)).bytes);
const popplerMissing = missing('pdfdetach');

/** The commands that a page of the documentation tells its reader to type, in order. */
function commandsOf(page: string): string[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
}

function run(folder: string, command: string): string {
  const done = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

async function putAttachments(folder: string, from: Uint8Array): Promise<void> {
  const found = await readStatement(from);
  assert.ok(found);
  writeFileSync(join(folder, statementFiles.statement), found.statement);
  writeFileSync(join(folder, statementFiles.signature), found.signature);
  writeFileSync(join(folder, statementFiles.publicKey), found.publicKeyPem);
}

test('The commands of the documentation verify a licence with OpenSSL alone', { skip: opensslMissing }, () => inFolder(async (folder) => {
  await putAttachments(folder, pdf);
  const said = commandsOf('verify-licence.md').filter((command) => command.startsWith('openssl')).map((command) => run(folder, command)).join('');
  assert.match(said, /Verified OK/);
  assert.ok(said.includes(sm2Fingerprint(key.publicKey)));
}));

test('After one changed character OpenSSL says that verification failed', { skip: opensslMissing }, () => inFolder(async (folder) => {
  await putAttachments(folder, pdf);
  writeFileSync(join(folder, statementFiles.statement), signed.statement.toString('utf8').replace('2030-03-11', '2039-03-11'));
  const verify = commandsOf('verify-licence.md').find((command) => command.includes('-verify'));
  assert.ok(verify);
  assert.throws(() => run(folder, verify), /Verification failure/i);
}));

test('A foreign PDF tool takes out the very bytes that were signed', { skip: popplerMissing }, () => inFolder((folder) => {
  writeFileSync(join(folder, 'licence.pdf'), pdf);
  for (const command of commandsOf('verify-licence.md').filter((one) => one.startsWith('pdfdetach'))) run(folder, command);
  assert.deepEqual(readFileSync(join(folder, 'statement.json')), signed.statement);
  assert.deepEqual(readFileSync(join(folder, 'statement.sig')), signed.signature);
}));

test('A foreign PDF tool reads every word of the face', { skip: popplerMissing }, () => inFolder((folder) => {
  writeFileSync(join(folder, 'licence.pdf'), pdf);
  const words = run(folder, 'pdftotext -layout licence.pdf -').replace(/\s/g, '');
  const expected = [facts.name, facts.number, facts.issuer.name, '状态有效', '自2026年3月12日至2030年3月11日', '演示·不具法律效力', ...facts.face.flatMap(({ title, value }) => [title, value]), ...identifier.split('.')];
  for (const text of expected) assert.ok(words.includes(text), text);
}));

test('A licence is one small page that says whose it is', async () => {
  assert.ok(pdf.length < 60_000, `${pdf.length} bytes`);
  const document = await PDFDocument.load(pdf);
  assert.equal(document.getPageCount(), 1);
  assert.equal(document.getTitle(), `${facts.name} ${facts.number}`);
  assert.equal(document.getSubject(), identifier);
});

test('Printing again takes well under a second', async () => {
  const start = performance.now();
  for (let i = 0; i < 3; i++) await printLicence(facts, signed, print);
  assert.ok((performance.now() - start) / 3 < 1000);
});

test('A licence that no longer holds says so on its page', { skip: popplerMissing }, () => inFolder(async (folder) => {
  writeFileSync(join(folder, 'licence.pdf'), (await printLicence(facts, signed, { ...print, state: 'withdrawn', demonstration: false })).bytes);
  const words = run(folder, 'pdftotext licence.pdf -').replace(/\s/g, '');
  assert.ok(words.includes('状态已撤销') && !words.includes('演示'));
}));

test('A long face is never cut off but goes on over further pages', { skip: popplerMissing }, () => inFolder(async (folder) => {
  const signs = [...'甲乙丙丁戊己庚辛壬癸寅卯辰巳'];
  const face = signs.map((sign, i) => element(`经营项目${i + 1}`, sign.repeat(150)));
  const { bytes } = await printLicence({ ...facts, face }, signed, print);
  assert.ok((await PDFDocument.load(bytes)).getPageCount() > 1);
  writeFileSync(join(folder, 'licence.pdf'), bytes);
  const words = run(folder, 'pdftotext -layout licence.pdf -').replace(/\s/g, '');
  for (const sign of signs) assert.equal(words.split(sign).length - 1, 150, sign);
}));

test('A character the font lacks is named, not silently lost', async () => {
  const face = [element('负责人', '𠮷田一')];
  assert.deepEqual((await printLicence({ ...facts, face }, signed, print)).lacking, ['𠮷']);
});

test('A statement holds for its issuer only, and as it was signed', async () => {
  assert.deepEqual(checkStatement(signed, key.publicKey), { ok: true, facts });
  assert.deepEqual(checkStatement(signed, sm2PublicKeyFromPem(signed.publicKeyPem)), { ok: true, facts });
  assert.deepEqual(checkStatement(signed, generateSm2Key().publicKey), { ok: false, reason: 'STATEMENT_SIGNATURE' });
  const changed = Buffer.from(signed.statement);
  changed[20]! ^= 1;
  assert.deepEqual(checkStatement({ ...signed, statement: changed }, key.publicKey), { ok: false, reason: 'STATEMENT_SIGNATURE' });
});

test('Something else signed with the issuer’s key is no licence', () => {
  for (const text of ['{"form":"other"}', 'null', '关于放假的通知']) {
    const statement = Buffer.from(text);
    assert.deepEqual(checkStatement({ statement, signature: sm2Sign(key, statement) }, key.publicKey), { ok: false, reason: 'STATEMENT_FORM' });
  }
});

test('Files that are no licence give no statement', async () => {
  const empty = await PDFDocument.create();
  empty.addPage();
  for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), pdf.subarray(0, 2000), Buffer.alloc(400_000, '%PDF-1.7 '), Buffer.from(await empty.save())]) assert.equal(await readStatement(bytes), null);
});

test('A PDF damaged anywhere is read quietly, and what is read is the signed statement or does not verify', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(pdf.length - 1), fc.nat(255), async (place, byte) => {
    const damaged = Buffer.from(pdf);
    damaged[place] = byte;
    const found = await readStatement(damaged);
    const outcome = found && checkStatement(found, key.publicKey);
    if (outcome?.ok) assert.deepEqual(outcome.facts, facts);
  }), { numRuns: 60 });
});

test('Lines are as long as allowed, lose nothing, and do not begin with a full stop', () => {
  const measure = (text: string): number => [...text].reduce((sum, character) => sum + (character < '\u2e80' ? 0.5 : 1), 0);
  const words = fc.array(fc.constantFrom('许可', '，', '。', '（', '）', 'Licence', ' ', '2026', '、', '茂名市', 'a-very-long-word-without-end'), { maxLength: 40 }).map((list) => list.join(''));
  fc.assert(fc.property(words, fc.integer({ min: 6, max: 20 }), (text, width) => {
    const lines = breakLines(text, width, measure);
    assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
    lines.slice(1).forEach((line) => assert.doesNotMatch(line, /^[，。、）]/));
  }));
  assert.deepEqual(breakLines('甲乙丙丁戊，己庚', 5, measure), ['甲乙丙丁戊，', '己庚']);
});
