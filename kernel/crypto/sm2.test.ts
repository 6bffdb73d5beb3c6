import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberFrom, readDerSequence, writeDerSequence } from './der.ts';
import { encryptWith, sm2Decrypt, sm2Encrypt } from './sm2-cipher.ts';
import { order, Sm2Points } from './sm2-curve.ts';
import { generateSm2Key, sm2PrivateKey, sm2PrivateKeyFromPem, sm2PrivateKeyToPem, sm2PublicKey, sm2PublicKeyFromPem, sm2PublicKeyToPem } from './sm2-keys.ts';
import { messageDigest, signDigest, signerHash, sm2Sign, sm2Verify, usualSignerId } from './sm2.ts';

// The worked example of GB/T 32918.5: a key everyone knows, good for nothing but this.
const exampleScalar = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8n;
const exampleKey = sm2PrivateKey(exampleScalar);
const exampleK = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21n;
const exampleMessage = Buffer.from('message digest');
const exampleSignature = Buffer.from('3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa', 'hex');

const key = generateSm2Key();
const message = Buffer.from('准予行政许可决定书');
const signature = sm2Sign(key, message);

test('The example of GB/T 32918.5 is reproduced step by step', () => {
  assert.equal(exampleKey.publicKey.bytes.toString('hex').toUpperCase(),
    '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13');
  assert.equal(signerHash(exampleKey.publicKey, usualSignerId).toString('hex').toUpperCase(), 'B2E14C5C79C6DF5B85F4FE7ED8DB7A262B9DA7E07CCB0EA9F4747B8CCDA8A4F3');
  const digest = messageDigest(exampleKey.publicKey, exampleMessage, usualSignerId);
  assert.equal(digest, 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640n);
  assert.deepEqual(signDigest(exampleScalar, digest, exampleK), {
    r: 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3n,
    s: 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AAn,
  });
  assert.equal(sm2Verify(exampleKey.publicKey, exampleMessage, exampleSignature), true);
});

test('The example of GB/T 32918.4 is reproduced and decrypted', () => {
  const parts = encryptWith(exampleKey.publicKey, Buffer.from('encryption standard'), exampleK);
  assert.ok(parts);
  assert.equal(parts.x, 0x04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73n);
  assert.equal(parts.y, 0xE858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0n);
  assert.equal(parts.hash.toString('hex'), '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766');
  assert.equal(parts.cipher.toString('hex'), '21886ca989ca9c7d58087307ca93092d651efa');
  const whole = writeDerSequence([parts.x, parts.y, parts.hash, parts.cipher]);
  assert.equal(sm2Decrypt(exampleKey, whole)?.toString(), 'encryption standard');
});

test('A signature holds for its message, key, signer id and form, and for nothing else', () => {
  assert.equal(sm2Verify(key.publicKey, message, signature), true);
  assert.equal(sm2Verify(key.publicKey, Buffer.from('不予行政许可决定书'), signature), false);
  assert.equal(sm2Verify(generateSm2Key().publicKey, message, signature), false);
  assert.equal(sm2Verify(key.publicKey, message, signature, { signerId: '' }), false);
  assert.equal(sm2Verify(key.publicKey, message, signature, { form: 'raw' }), false);
  const raw = sm2Sign(key, message, { form: 'raw', signerId: 'ALICE123@YAHOO.COM' });
  assert.equal(raw.length, 64);
  assert.equal(sm2Verify(key.publicKey, message, raw, { form: 'raw', signerId: 'ALICE123@YAHOO.COM' }), true);
});

test('Signatures with parts out of range are false, never an exception', () => {
  const [r, s] = readDerSequence(signature) as [bigint, bigint];
  for (const wrong of [[0n, s], [r, 0n], [order, s], [r, order], [r + order, s], [r, s + order], [r, order - r], [1n << 400n, s]]) {
    assert.equal(sm2Verify(key.publicKey, message, writeDerSequence(wrong)), false);
  }
  for (const junk of [Buffer.alloc(0), Buffer.from('3000', 'hex'), signature.subarray(1), signature.subarray(0, -1), Buffer.concat([signature, Buffer.from([0])])]) {
    assert.equal(sm2Verify(key.publicKey, message, junk), false);
  }
  assert.equal(sm2Verify(key.publicKey, message, Buffer.alloc(64, 0xff), { form: 'raw' }), false);
});

test('Any bytes offered as signature or ciphertext are refused quietly', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom('der', 'raw'), (junk, form) => {
    assert.equal(sm2Verify(key.publicKey, message, junk, { form }), false);
    assert.equal(sm2Decrypt(key, junk), undefined);
  }), { numRuns: 200 });
});

test('One changed bit in a signature or ciphertext is noticed', () => {
  const ciphertext = sm2Encrypt(key.publicKey, message);
  fc.assert(fc.property(fc.nat(), fc.integer({ min: 0, max: 7 }), (place, bit) => {
    const flipped = (whole: Buffer): Buffer => {
      const copy = Buffer.from(whole);
      copy[place % copy.length]! ^= 1 << bit;
      return copy;
    };
    assert.equal(sm2Verify(key.publicKey, message, flipped(signature)), false);
    assert.equal(sm2Decrypt(key, flipped(ciphertext)), undefined);
  }), { numRuns: 60 });
});

test('A key met often is checked through a table with the same answers', () => {
  const often = generateSm2Key();
  const signed = sm2Sign(often, message);
  for (let i = 0; i < 40; i++) {
    assert.equal(sm2Verify(often.publicKey, message, signed), true);
    assert.equal(sm2Verify(often.publicKey, message, signature), false);
  }
});

test('Secrets of any length come back from encryption, only to the right key', () => {
  for (const length of [1, 31, 32, 33, 1000]) {
    const secret = randomBytes(length);
    const ciphertext = sm2Encrypt(key.publicKey, secret);
    assert.deepEqual(sm2Decrypt(key, ciphertext), secret);
    assert.equal(sm2Decrypt(generateSm2Key(), ciphertext), undefined);
  }
  assert.throws(() => sm2Encrypt(key.publicKey, Buffer.alloc(0)), /at least one byte/);
});

test('A ciphertext whose point is not on the curve is refused before the key is used', () => {
  const [x, , hash, cipher] = readDerSequence(sm2Encrypt(key.publicKey, message)) as [bigint, bigint, Buffer, Buffer];
  assert.equal(sm2Decrypt(key, writeDerSequence([x, 5n, hash, cipher])), undefined);
  assert.equal(sm2Decrypt(key, writeDerSequence([x + (1n << 256n), 5n, hash, cipher])), undefined);
});

test('Keys survive PEM, and keys of other curves or broken texts are refused', () => {
  assert.deepEqual(sm2PrivateKeyFromPem(sm2PrivateKeyToPem(key)).publicKey.bytes, key.publicKey.bytes);
  assert.deepEqual(sm2PublicKeyFromPem(sm2PublicKeyToPem(key.publicKey)).bytes, key.publicKey.bytes);
  assert.deepEqual(sm2PublicKey(key.publicKey.point.toBytes(true)).bytes, key.publicKey.bytes);
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  assert.throws(() => sm2PublicKeyFromPem(p256.publicKey), RangeError);
  assert.throws(() => sm2PrivateKeyFromPem(p256.privateKey), RangeError);
  assert.throws(() => sm2PrivateKeyFromPem('not a key'), RangeError);
  assert.throws(() => sm2PublicKey(Buffer.alloc(65, 4)), RangeError);
  assert.throws(() => sm2PrivateKey(order - 1n), RangeError);
  assert.throws(() => sm2PrivateKey(0n), RangeError);
});

test('A private key shows itself neither in JSON nor in a log', async () => {
  const { inspect } = await import('node:util');
  const shown = inspect(exampleKey, { depth: 9, showHidden: true }) + JSON.stringify(exampleKey.publicKey.bytes);
  assert.ok(!shown.includes(exampleScalar.toString()) && !shown.toUpperCase().includes(exampleScalar.toString(16).toUpperCase()));
});

test('DER keeps to the one shortest encoding', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 1n << 300n }), fc.uint8Array({ maxLength: 300 })), { maxLength: 4 }), (values) => {
    const read = readDerSequence(writeDerSequence(values));
    assert.deepEqual(read?.map((value) => (typeof value === 'bigint' ? value : Buffer.from(value))), values.map((value) => (typeof value === 'bigint' ? value : Buffer.from(value))));
  }));
  for (const wrong of ['30030201ff', '3004020200 01', '308103020101', '3003020101 00', '3080020101', '30', '3005020101', '30030300 00', '30020200', '308400000003020101']) {
    assert.equal(readDerSequence(Buffer.from(wrong.replaceAll(' ', ''), 'hex')), undefined, wrong);
  }
  assert.equal(numberFrom(Buffer.from('0100', 'hex')), 256n);
  assert.ok(Sm2Points.BASE.multiplyUnsafe(order - 1n).add(Sm2Points.BASE).is0());
});
