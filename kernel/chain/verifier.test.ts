import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { audit } from '#kernel/audit/audit.ts';
import { auditLog } from '#kernel/audit/log.ts';
import { canonicalJson } from '#kernel/crypto/canonical-json.ts';
import { sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { systemClock } from '#kernel/time/clock.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { anchorNow, anchorSigner, anchorView, lastAnchor } from './anchor.ts';
import { checkChain } from './check.ts';
import { exportLines } from './export.ts';

/** The verifier is a file of its own: it is loaded as a stranger would. */
const file = fileURLToPath(new URL('../../deploy/verify-audit.mjs', import.meta.url));
type Verifier = { readonly verifyExport: (lines: Iterable<string>, options?: { anchors?: unknown }) => Promise<{ faults: string[] }>; readonly sm3: (...parts: Buffer[]) => Buffer; readonly leafOf: (entry: unknown) => Buffer };
const verifier = (await import(file)) as Verifier;

const database = await freshDatabase();
const db = connect(database.url, { max: 4 });
const folder = mkdtempSync(join(tmpdir(), 'yiwang-verifier-'));
after(async () => {
  await db.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});
await prepareDatabase(db, database.url, []);
const house = { db, clock: systemClock, crypto: softwareModule(folder) };
const write = (count: number) => Promise.all(Array.from({ length: count }, (_, i) => audit(db, { accountId: null, act: 'person.reveal', object: 'person', objectId: String(i), traceId: 'd'.repeat(32), purpose: '核对“资格”', subjects: ['01900000-0000-7000-8000-000000000001'], detail: { n: i / 3, 名: ['甲', null] } })));
for (const count of [5, 9, 1, 12]) {
  await write(count);
  await anchorNow(house, auditLog);
}
const anchor = (await lastAnchor(db, 'audit'))!;
const exported = async (from = 0) => {
  const lines: string[] = [];
  for await (const each of exportLines(house, auditLog, anchor, from)) lines.push(each.trimEnd());
  return lines;
};
const good = await exported();
const entries = good.flatMap((each, at) => (each.startsWith('{"line":"entry"') ? [at] : []));
const faultsOf = async (lines: readonly string[]) => (await verifier.verifyExport(lines)).faults;

test('The verifier’s own SM3 is SM3, of any length', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (data) => assert.deepEqual(verifier.sm3(Buffer.from(data)), sm3(data))));
});

test('The verifier writes canonical JSON as the program does', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const given = JSON.parse(JSON.stringify(value)) as never;
    assert.deepEqual(verifier.leafOf(given), sm3(Buffer.concat([Buffer.from([0]), Buffer.from(canonicalJson(given), 'utf8')])));
  }));
});

test('An untouched export has no fault, whole or from a later block on', async () => {
  assert.deepEqual(await faultsOf(good), []);
  const later = await exported(16);
  assert.ok(later.length < good.length);
  assert.deepEqual(await faultsOf(later), []);
});

test('A changed entry is named, and so are removed, moved and doubled ones', async () => {
  const at = entries[7]!;
  const swapped = good.with(at, good[entries[9]!]!).with(entries[9]!, good[at]!);
  assert.match((await faultsOf(good.with(at, good[at]!.replace('person.reveal', 'person.search'))))[0]!, /^line \d+: entry 7 \([0-9a-f-]{36}\) was changed\.$/);
  assert.match((await faultsOf(good.toSpliced(at, 1)))[0]!, /entry 7 is missing before entry 8/);
  assert.match((await faultsOf(swapped)).join(), /entry 8 .*wrong place.*|entries 7 to 8 are missing before entry 9/);
  assert.match((await faultsOf(good.toSpliced(at, 0, good[at]!)))[0]!, /entry 7 .* stands in the wrong place, or twice/);
});

test('A line that lacks what it should have is named, and the check goes on', async () => {
  for (const [from, to] of [['"entry":', '"entrz":'], ['"leaf":', '"leag":'], ['"seq":', '"ser":']] as const) {
    const faults = await faultsOf(good.with(entries[7]!, good[entries[7]!]!.replace(from, to)));
    assert.match(faults[0]!, new RegExp(`^line ${entries[7]! + 1}: `), from);
  }
  assert.match((await faultsOf(good.with(0, good[0]!.replace('"frontier":', '"frontjer":'))))[0]!, /^line 1: /);
  assert.match((await faultsOf(['{"line":"head"}', ...good.slice(1)]))[0]!, /not the head of an export/);
});

test('A changed entry whose hash was reckoned anew is found in its block', async () => {
  const at = entries[7]!;
  const item = JSON.parse(good[at]!) as { entry: { act: string }; leaf: string };
  item.entry.act = 'person.search';
  item.leaf = verifier.leafOf(item.entry).toString('hex');
  assert.match((await faultsOf(good.with(at, JSON.stringify(item))))[0]!, /among the entries \d+ to \d+ one was changed together with its hash/);
});

test('Whatever is changed, removed, moved or doubled anywhere is found, always', async () => {
  const content = good.length;
  await fc.assert(fc.asyncProperty(fc.constantFrom('change', 'remove', 'move', 'double', 'cut'), fc.nat(content - 1), fc.nat(content - 1), fc.nat(), fc.integer({ min: 1, max: 9 }), async (how, at, to, place, by) => {
    let lines = [...good];
    if (how === 'remove') lines.splice(at, 1);
    if (how === 'move') lines.splice(to, 0, ...lines.splice(at, 1));
    if (how === 'double') lines.splice(to, 0, lines[at]!);
    if (how === 'cut') lines = lines.slice(0, at);
    if (how === 'change') {
      const item = JSON.parse(lines[at]!) as Record<string, unknown>;
      // Any one place of the text of this line, put back together as JSON that reads: a letter or digit becomes another.
      const text = JSON.stringify(item);
      const spots = [...text.matchAll(/[a-z0-9](?=[^"]*"[,}\]])/g)].map(({ index }) => index);
      const spot = spots[place % spots.length]!;
      const old = text[spot]!;
      lines[at] = `${text.slice(0, spot)}${/\d/.test(old) ? (Number(old) + by) % 10 : String.fromCharCode(97 + ((old.charCodeAt(0) - 97 + by) % 26))}${text.slice(spot + 1)}`;
    }
    if (lines.join('\n') === good.join('\n')) return;
    assert.notDeepEqual(await faultsOf(lines), [], `${how} ${at} ${to}`);
  }), { numRuns: 80 });
});

test('A signature or key that means the same in other letters is not taken for untouched', async () => {
  const [head] = good;
  const item = JSON.parse(head!) as { key: string; anchor: { signature: string } };
  const faultsWith = (changed: object) => faultsOf(good.with(0, JSON.stringify({ ...item, ...changed })));
  const bytes = Buffer.from(item.anchor.signature, 'base64');
  const longer = Buffer.from(bytes).fill(bytes[1]! + 1, 1, 2);
  for (const signature of [`${item.anchor.signature} `, item.anchor.signature.replaceAll('+', '-').replaceAll('/', '_').replace(/=*$/, '#'), longer.toString('base64')]) {
    assert.match((await faultsWith({ anchor: { ...item.anchor, signature } })).join(), /the anchor is not signed with the key/, signature);
  }
  // Of the last letter before == four bits say nothing.
  const other = item.key.replace(/(.)==/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`);
  assert.deepEqual(Buffer.from(other.split('\n')[2]!, 'base64'), Buffer.from(item.key.split('\n')[2]!, 'base64'));
  // Nor may the bytes before the point, or the white space behind the last line, be others.
  for (const key of [other, item.key.replace('PUBLIC', 'PUBLID'), item.key.replace('zj0CAQ', 'zs0CAQ'), item.key.replace(/\n$/, '\r')]) assert.match((await faultsWith({ key })).join(), /This is no SM2 public key/);
});

test('An older state of the log that is passed off as the newest is found by an anchor that was kept', async () => {
  await write(3);
  const newer = (await anchorNow(house, auditLog))!;
  const { faults } = await verifier.verifyExport(good, { anchors: [anchorView(newer)] });
  assert.match(faults.join(), /The anchor you kept is over 30 entries, the export has 27/);
  assert.deepEqual((await verifier.verifyExport(good, { anchors: [anchorView(anchor)] })).faults, []);
  assert.match((await verifier.verifyExport(good, { anchors: [{ ...anchorView(anchor), root: '0'.repeat(64) }] })).faults.join(), /has another root/);
});

test('It runs by itself, says what it found and ends with a code a script can use', async () => {
  const [path, key] = [join(folder, 'export.ndjson'), join(folder, 'anchor.pem')];
  writeFileSync(path, good.join('\n'));
  writeFileSync(key, sm2PublicKeyToPem((await anchorSigner(house.crypto)).publicKey));
  const run = (...words: string[]) => spawnSync(process.execPath, [file, ...words], { encoding: 'utf8' });
  const fine = run(path, '--key', key);
  assert.equal(fine.status, 0, fine.stdout + fine.stderr);
  assert.match(fine.stdout, /✓ 27 entries, nothing changed, removed or moved/);
  writeFileSync(path, good.toSpliced(entries[3]!, 1).join('\n'));
  const broken = run(path);
  assert.equal(broken.status, 1);
  assert.match(broken.stdout, /✗ line \d+: entry 3 is missing before entry 4/);
  const stranger = softwareModule(join(folder, 'stranger'));
  writeFileSync(key, sm2PublicKeyToPem((await anchorSigner(stranger)).publicKey));
  writeFileSync(path, good.join('\n'));
  assert.match(run(path, '--key', key).stdout, /the anchor is not signed with the key/);
  assert.equal(run().status, 2);
});

test('The program’s own check finds what somebody changed in the database past the triggers', async () => {
  const { publicKey } = await anchorSigner(house.crypto);
  const check = () => checkChain(db, auditLog, publicKey);
  assert.deepEqual((await check()).faults, []);
  const [fourth, fifth] = await db<{ ref: string }[]>`select ref from chain_leaves where log = 'audit' and seq in (4, 5) order by seq`;
  await db.begin(async (tx) => {
    // As the owner of the database could, who is the one the triggers do not stop.
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set purpose = 'nothing' where id = ${fourth!.ref}`;
    await tx`delete from audit_entries where id = ${fifth!.ref}`;
    await tx`insert into audit_entries (id, act, object, trace_id) values (uuid_v7(), 'added.by-hand', 'x', 'x')`;
  });
  const { faults } = await check();
  assert.deepEqual(faults.map(({ kind, at }) => [kind, at]), [['entry-changed', 4], ['entry-missing', 5], ['never-sealed', 30]]);
  await db.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update chain_leaves set leaf = sha256('x') where log = 'audit' and seq = 4`;
  });
  const kinds = new Set((await check()).faults.map(({ kind }) => kind));
  assert.ok(kinds.has('root-wrong') && kinds.has('anchor-wrong'));
});
