import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '#test/kit/folder.ts';
import { openssl, opensslMissing } from '#test/kit/openssl.ts';
import { sm2Decrypt, sm2Encrypt } from './sm2-cipher.ts';
import { generateSm2Key, sm2PrivateKeyFromPem, sm2PrivateKeyToPem, sm2PublicKeyFromPem, sm2PublicKeyToPem } from './sm2-keys.ts';
import { sm2Sign, sm2Verify } from './sm2.ts';
import { sm3 } from './sm3.ts';
import { sm4Ctr, sm4Key } from './sm4.ts';

const options = { skip: opensslMissing };
const usual = 'distid:1234567812345678';
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

test('OpenSSL accepts our signatures and keys, and refuses them for another message', options, () => inFolder((folder) => {
  for (let i = 0; i < 5; i++) {
    const key = generateSm2Key();
    const message = randomBytes(1 + i * 777);
    writeFileSync(join(folder, 'message'), message);
    writeFileSync(join(folder, 'other'), Buffer.concat([message, Buffer.from('.')]));
    writeFileSync(join(folder, 'signature'), sm2Sign(key, message));
    writeFileSync(join(folder, 'public.pem'), sm2PublicKeyToPem(key.publicKey));
    const verify = (file: string): string => openssl(folder, 'dgst', '-sm3', '-verify', 'public.pem', '-signature', 'signature', '-sigopt', usual, file);
    assert.match(verify('message'), /Verified OK/);
    assert.throws(() => verify('other'), /Verification failure/i);
  }
}));

test('We accept OpenSSL signatures in PKCS#8, SEC 1 and encrypted keys, and its self-signed certificate', options, () => inFolder((folder) => {
  openssl(folder, 'ecparam', '-genkey', '-name', 'SM2', '-out', 'sec1.pem');
  openssl(folder, 'pkcs8', '-topk8', '-nocrypt', '-in', 'sec1.pem', '-out', 'pkcs8.pem');
  openssl(folder, 'pkcs8', '-topk8', '-in', 'sec1.pem', '-out', 'locked.pem', '-passout', 'pass:茂名', '-v2', 'aes-256-cbc');
  openssl(folder, 'pkey', '-in', 'sec1.pem', '-pubout', '-out', 'public.pem');
  openssl(folder, 'req', '-x509', '-new', '-key', 'sec1.pem', '-sm3', '-sigopt', usual, '-subj', '/CN=test', '-out', 'certificate.pem');
  const publicKey = sm2PublicKeyFromPem(read(folder, 'public.pem'));
  for (const key of [sm2PrivateKeyFromPem(read(folder, 'sec1.pem')), sm2PrivateKeyFromPem(read(folder, 'pkcs8.pem')), sm2PrivateKeyFromPem(read(folder, 'locked.pem'), '茂名')]) {
    assert.deepEqual(key.publicKey.bytes, publicKey.bytes);
  }
  assert.throws(() => sm2PrivateKeyFromPem(read(folder, 'locked.pem'), 'wrong'), RangeError);
  assert.deepEqual(sm2PublicKeyFromPem(read(folder, 'certificate.pem')).bytes, publicKey.bytes);
  for (let i = 0; i < 5; i++) {
    const message = randomBytes(100 + i);
    writeFileSync(join(folder, 'message'), message);
    openssl(folder, 'dgst', '-sm3', '-sign', 'sec1.pem', '-sigopt', usual, '-out', 'signature', 'message');
    assert.equal(sm2Verify(publicKey, message, readFileSync(join(folder, 'signature'))), true);
    assert.equal(sm2Verify(publicKey, randomBytes(100), readFileSync(join(folder, 'signature'))), false);
  }
}));

test('OpenSSL reads the private keys we write', options, () => inFolder((folder) => {
  const key = generateSm2Key();
  writeFileSync(join(folder, 'private.pem'), sm2PrivateKeyToPem(key));
  openssl(folder, 'pkey', '-in', 'private.pem', '-check', '-noout');
  assert.equal(openssl(folder, 'pkey', '-in', 'private.pem', '-pubout'), sm2PublicKeyToPem(key.publicKey));
  assert.equal(openssl(folder, 'pkey', '-in', 'private.pem'), sm2PrivateKeyToPem(key));
}));

test('Encryption goes both ways between OpenSSL and us', options, () => inFolder((folder) => {
  const key = generateSm2Key();
  const secret = randomBytes(48);
  writeFileSync(join(folder, 'private.pem'), sm2PrivateKeyToPem(key));
  writeFileSync(join(folder, 'public.pem'), sm2PublicKeyToPem(key.publicKey));
  writeFileSync(join(folder, 'secret'), secret);
  writeFileSync(join(folder, 'ours'), sm2Encrypt(key.publicKey, secret));
  openssl(folder, 'pkeyutl', '-decrypt', '-inkey', 'private.pem', '-in', 'ours', '-out', 'opened');
  assert.deepEqual(readFileSync(join(folder, 'opened')), secret);
  openssl(folder, 'pkeyutl', '-encrypt', '-pubin', '-inkey', 'public.pem', '-in', 'secret', '-out', 'theirs');
  assert.deepEqual(sm2Decrypt(key, readFileSync(join(folder, 'theirs'))), secret);
}));

test('SM4 in counter mode and SM3 agree with the OpenSSL command line in both directions', options, () => inFolder((folder) => {
  for (const size of [0, 1, 15, 16, 17, 1000, 70_001]) {
    const [key, counter, plain] = [randomBytes(16), randomBytes(16), randomBytes(size)];
    const ours = sm4Ctr(sm4Key(key), counter, plain);
    writeFileSync(join(folder, 'plain'), plain);
    writeFileSync(join(folder, 'ours'), ours);
    const cipher = (way: string, from: string, to: string) => openssl(folder, 'enc', way, '-sm4-ctr', '-K', key.toString('hex'), '-iv', counter.toString('hex'), '-in', from, '-out', to);
    cipher('-e', 'plain', 'theirs');
    cipher('-d', 'ours', 'back');
    assert.deepEqual(readFileSync(join(folder, 'theirs')), ours);
    assert.deepEqual(readFileSync(join(folder, 'back')), plain);
    assert.match(openssl(folder, 'dgst', '-sm3', '-r', 'plain'), new RegExp(`^${sm3(plain).toString('hex')}`));
  }
}));
