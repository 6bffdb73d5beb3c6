import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { inFolder } from '#test/kit/folder.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import { SealBroken } from './module.ts';
import { sealerWith, softwareModule } from './software-module.ts';
import { sm2Verify } from './sm2.ts';

test('Many processes that start at once end with one and the same key', () => inFolder(async (folder) => {
  const signers = await Promise.all(Array.from({ length: 20 }, () => softwareModule(join(folder, 'keys')).signer('issuer')));
  assert.equal(new Set(signers.map(({ publicKey }) => publicKey.bytes.toString('hex'))).size, 1);
  const files = readdirSync(join(folder, 'keys'));
  assert.deepEqual(files, ['issuer.sign.pem']);
  assert.equal(statSync(join(folder, 'keys', 'issuer.sign.pem')).mode & 0o777, 0o600);
}));

test('A named key signs after a restart as before', () => inFolder(async (folder) => {
  const before = await softwareModule(folder).signer('issuer');
  const after = await softwareModule(folder).signer('issuer');
  const message = Buffer.from('证照');
  assert.equal(sm2Verify(before.publicKey, message, await after.sign(message)), true);
  assert.notDeepEqual((await softwareModule(folder).signer('other')).publicKey.bytes, before.publicKey.bytes);
}));

test('A key name cannot leave its folder', () => inFolder((folder) => {
  for (const name of ['../issuer', '', 'a/b', '.hidden']) assert.throws(() => softwareModule(folder).signer(name), /no key name/);
}));

test('A sealed value opens in its own place only', async () => {
  const sealer = sealerWith(randomBytes(32));
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
    const sealed = await sealer.seal(text, 'person.name');
    assert.equal(await sealer.open(sealed, 'person.name'), text);
    await assert.rejects(sealer.open(sealed, 'person.phone'), SealBroken);
    await assert.rejects(sealer.open(sealed.subarray(0, -1), 'person.name'), SealBroken);
    await assert.rejects(sealerWith(randomBytes(32)).open(sealed, 'person.name'), SealBroken);
  }), { numRuns: 30 });
  assert.notDeepEqual(await sealer.seal('王小明', 'person.name'), await sealer.seal('王小明', 'person.name'));
});

test('The blind index finds equal values of one column and links no two columns', async () => {
  const sealer = sealerWith(randomBytes(32));
  assert.deepEqual(await sealer.index('13800005678', 'person.phone'), await sealer.index('13800005678', 'person.phone'));
  assert.notDeepEqual(await sealer.index('13800005678', 'person.phone'), await sealer.index('13800005678', 'officer.phone'));
  assert.notDeepEqual(await sealer.index('13800005678', 'person.phone'), await sealerWith(randomBytes(32)).index('13800005678', 'person.phone'));
});

test('Canonical JSON follows RFC 8785', () => {
  assert.equal(canonicalJson({ b: [1e21, 4.5, 2e-3, 1e-27], a: '€$\u000f\nA\'B"\\\\"/', '\u20ac': null, '\r': true, '1': undefined }),
    '{"\\r":true,"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","b":[1e+21,4.5,0.002,1e-27],"€":null}');
  assert.equal(canonicalJson({ '\ud83d\ude00': 1, '\ufb33': 2 }), '{"\ud83d\ude00":1,"\ufb33":2}');
  assert.throws(() => canonicalJson([Number.NaN]), RangeError);
  assert.throws(() => canonicalJson('\ud800'), RangeError);
});

test('The order in which members were written does not change canonical JSON', () => {
  const shuffled = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).toReversed().map(([name, member]) => [name, shuffled(member as JsonValue)]));
  };
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
    const json = value as JsonValue;
    assert.equal(canonicalJson(shuffled(json)), canonicalJson(json));
    assert.deepEqual(JSON.parse(canonicalJson(json)), JSON.parse(JSON.stringify(json)));
  }));
});
