import assert from 'node:assert/strict';
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ghash, hashKey } from './ghash.ts';
import { deriveKey, hmacKey, hmacSm3, sm3, sm3Of, stretchPassword } from './sm3.ts';
import { sm4Ctr, sm4GcmDecrypt, sm4GcmEncrypt, sm4Key } from './sm4.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const bytes = (max: number) => fc.uint8Array({ maxLength: max });

test('SM3 gives the digests of GB/T 32905', () => {
  assert.equal(sm3('abc').toString('hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  assert.equal(sm3('abcd'.repeat(16)).toString('hex'), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  assert.equal(sm3('').toString('hex'), '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b');
  assert.deepEqual(sm3Of(Buffer.from('a'), Buffer.from('bc')), sm3('abc'));
});

test('HMAC, PBKDF2 and key derivation stand on SM3', () => {
  assert.equal(
    hmacSm3(hmacKey('key'), 'The quick brown fox jumps over the lazy dog').toString('hex'),
    'bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398',
  );
  assert.equal(stretchPassword('password', 'salt', 1000, 32).toString('hex'), 'e8b635a41dfe5aaab7cf828cff6f3608e22cac59ba16edd70e000b293d00bc91');
  const master = randomBytes(32);
  // HKDF (RFC 5869) written out: extract with an empty salt, then one expansion step.
  const step = hmacSm3(hmacKey(hmacSm3(hmacKey(Buffer.alloc(32)), master)), Buffer.concat([Buffer.from('fields'), Buffer.from([1])]));
  assert.deepEqual(deriveKey(master, 'fields', 16), step.subarray(0, 16));
  assert.notDeepEqual(deriveKey(master, 'index', 16), deriveKey(master, 'fields', 16));
});

test('HMAC gives what the runtime gives, for keys and texts of any length', () => {
  fc.assert(fc.property(bytes(200), bytes(300), (key, text) => {
    assert.deepEqual(hmacSm3(hmacKey(key), text), createHmac('sm3', key).update(text).digest());
  }));
});

test('SM4 in counter mode gives the expected stream', () => {
  const key = sm4Key(hex('0123456789abcdeffedcba9876543210'));
  const out = sm4Ctr(key, hex('000102030405060708090a0b0c0d0e0f'), Buffer.from('政务服务'));
  assert.equal(out.toString('hex'), 'e00c2384b7078e31a7687d23');
});

test('SM4-GCM gives the example of RFC 8998', () => {
  const key = sm4Key(hex('0123456789ABCDEFFEDCBA9876543210'));
  const iv = hex('00001234567800000000ABCD');
  const additional = hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2');
  const plaintext = hex(['AA', 'BB', 'CC', 'DD', 'EE', 'FF', 'EE', 'AA'].map((pair) => pair.repeat(8)).join(''));
  const sealed = sm4GcmEncrypt(key, iv, plaintext, additional);
  assert.equal(
    sealed.ciphertext.toString('hex'),
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  );
  assert.equal(sealed.tag.toString('hex'), '83de3541e4c2b58177e065a9bf7b62ec');
  assert.deepEqual(sm4GcmDecrypt(key, iv, sealed, additional), plaintext);
});

test('The Galois hash agrees with the AES-GCM of OpenSSL on any lengths', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.uint8Array({ minLength: 12, maxLength: 12 }),
      bytes(70),
      bytes(200),
      (key, iv, additional, plaintext) => {
        const aes = createCipheriv('aes-128-gcm', key, iv);
        aes.setAAD(additional);
        const ciphertext = Buffer.concat([aes.update(plaintext), aes.final()]);
        const block = (input: Uint8Array): Buffer => createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(input);
        const mask = block(Buffer.concat([iv, Buffer.from([0, 0, 0, 1])]));
        const tag = ghash(hashKey(block(new Uint8Array(16))), additional, ciphertext).map((byte, i) => byte ^ mask[i]!);
        assert.deepEqual(Buffer.from(tag), aes.getAuthTag());
      },
    ),
  );
});

test('SM4-GCM refuses any single changed bit and any other context', () => {
  const key = sm4Key(randomBytes(16));
  fc.assert(
    fc.property(bytes(60), fc.nat(), fc.nat(), (plaintext, place, bit) => {
      const iv = randomBytes(12);
      const sealed = sm4GcmEncrypt(key, iv, plaintext, Buffer.from('person.name'));
      assert.deepEqual(sm4GcmDecrypt(key, iv, sealed, Buffer.from('person.name')), Buffer.from(plaintext));
      assert.equal(sm4GcmDecrypt(key, iv, sealed, Buffer.from('person.phone')), undefined);
      const whole = Buffer.concat([sealed.ciphertext, sealed.tag]);
      whole[place % whole.length]! ^= 1 << (bit % 8);
      const changed = { ciphertext: whole.subarray(0, -16), tag: whole.subarray(-16) };
      assert.equal(sm4GcmDecrypt(key, iv, changed, Buffer.from('person.name')), undefined);
    }),
  );
});

test('Short and long texts are sealed alike, whichever way the counter runs', () => {
  const key = sm4Key(randomBytes(16));
  const iv = randomBytes(12);
  for (const length of [0, 1, 15, 16, 17, 2047, 2048, 2049, 100_000]) {
    const plain = randomBytes(length);
    const sealed = sm4GcmEncrypt(key, iv, plain);
    const first = Buffer.concat([iv, Buffer.from([0, 0, 0, 2])]);
    assert.deepEqual(sealed.ciphertext, sm4Ctr(key, first, plain), `${length} bytes`);
    assert.deepEqual(sm4GcmDecrypt(key, iv, sealed), plain);
  }
});

test('A key or initial value of the wrong length is refused in words', () => {
  assert.throws(() => sm4Key(randomBytes(15)), /16 bytes, not 15/);
  assert.throws(() => sm4GcmEncrypt(sm4Key(randomBytes(16)), randomBytes(16), Buffer.from('x')), /12 bytes, not 16/);
});
