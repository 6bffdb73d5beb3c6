import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { missing } from '#test/kit/clients.ts';
import { SealBroken } from '../module.ts';
import { softwareModule } from '../software-module.ts';
import { pkcs11Module } from './module.ts';

const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/local/lib/softhsm/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'].find(existsSync);
const skip = missing('softhsm2-util') || (library ? false : 'the library of softhsm2 lies where this test does not look for it');
const folder = mkdtempSync(join(tmpdir(), 'yiwang-token-'));
after(() => rmSync(folder, { recursive: true }));

function newToken() {
  mkdirSync(join(folder, 'tokens'));
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
  writeFileSync(process.env['SOFTHSM2_CONF'], `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const made = spawnSync('softhsm2-util', ['--init-token', '--free', '--label', 'yiwang', '--pin', '246810', '--so-pin', '13579135'], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return { library: library!, token: 'yiwang', pin: '246810' };
}

test('A key in the device seals and opens, in its own place only, and after the device is opened anew', { skip }, async () => {
  const config = newToken();
  const signing = softwareModule(join(folder, 'keys'));
  const first = pkcs11Module(config, signing);
  const sealer = await first.sealer('data-keys');
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.nat(), async (text, place) => {
    const sealed = await sealer.seal(text, 'data-key/seal/1');
    assert.equal(await sealer.open(sealed, 'data-key/seal/1'), text);
    await assert.rejects(sealer.open(sealed, 'data-key/seal/2'), SealBroken);
    const changed = Buffer.from(sealed);
    changed[place % changed.length]! ^= 1;
    await assert.rejects(sealer.open(changed, 'data-key/seal/1'), SealBroken);
  }), { numRuns: 100 });
  const [kept, index] = [await sealer.seal('secret of the data key', 'x'), await sealer.index('text', 'x')];
  assert.equal(index.length, 16);
  first.close();
  const again = await pkcs11Module(config, signing).sealer('data-keys');
  assert.equal(await again.open(kept, 'x'), 'secret of the data key');
  assert.deepEqual(await again.index('text', 'x'), index);
  assert.notDeepEqual(await again.index('text', 'y'), index);
  await assert.rejects((await pkcs11Module(config, signing).sealer('other')).open(kept, 'x'), SealBroken);
});

test('The keys lie in the token and nowhere else, and a wrong token or PIN is refused in words', { skip }, async () => {
  const config = { library: library!, token: 'yiwang', pin: '246810' };
  assert.equal(existsSync(join(folder, 'keys')), false, 'no key file was made');
  const files = readdirSync(join(folder, 'tokens'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  assert.ok(files.length >= 3 && files.every((each) => statSync(join(each.parentPath, each.name)).size < 100_000));
  assert.ok(!files.some((each) => readFileSync(join(each.parentPath, each.name)).includes('secret of the data key')));
  assert.throws(() => pkcs11Module({ ...config, token: 'nobody' }, softwareModule(folder)), /no token called “nobody”/);
});
