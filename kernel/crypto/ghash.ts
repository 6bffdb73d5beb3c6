/**
 * The universal hash of Galois/Counter Mode (NIST SP 800-38D), for ciphers that the runtime offers only in counter mode.
 * A field element is four 32-bit words, highest first; one table of 256 products lets a block be folded byte by byte.
 */
export interface HashKey {
  readonly products: Uint32Array;
}

/** What the eight bits shifted out at the low end give back at the high end, as the top 16 bits of a word. */
const reductions = Uint32Array.from({ length: 256 }, (_, low) => {
  let high = 0;
  for (let bit = 0; bit < 8; bit++) {
    const carry = low & 1;
    low = (low >>> 1) | ((high & 1) << 7);
    high = (high >>> 1) ^ (carry ? 0xe1000000 : 0);
  }
  return high >>> 0;
});

/** Prepares the hash key: the cipher's encryption of the zero block, 16 bytes. */
export function hashKey(encryptedZero: Uint8Array): HashKey {
  const products = new Uint32Array(256 * 4);
  const view = new DataView(encryptedZero.buffer, encryptedZero.byteOffset, 16);
  let [a, b, c, d] = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  for (let bit = 0x80; bit > 0; bit >>>= 1) {
    products.set([a, b, c, d], bit * 4);
    const carry = d & 1;
    d = (d >>> 1) | (c << 31);
    c = (c >>> 1) | (b << 31);
    b = (b >>> 1) | (a << 31);
    a = (a >>> 1) ^ (carry ? 0xe1000000 : 0);
  }
  for (let high = 2; high < 256; high <<= 1) {
    for (let low = 1; low < high; low++) {
      for (let word = 0; word < 4; word++) {
        products[(high + low) * 4 + word] = products[high * 4 + word]! ^ products[low * 4 + word]!;
      }
    }
  }
  return { products };
}

/** The hash of the additional data and the ciphertext with their lengths, 16 bytes. */
export function ghash({ products }: HashKey, additional: Uint8Array, ciphertext: Uint8Array): Buffer {
  const state = Buffer.alloc(16);

  const absorb = (data: Uint8Array): void => {
    for (let start = 0; start < data.length; start += 16) {
      const end = Math.min(16, data.length - start);
      for (let i = 0; i < end; i++) state[i] = state[i]! ^ data[start + i]!;
      multiply();
    }
  };

  const multiply = (): void => {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 15; i >= 0; i--) {
      const out = d & 0xff;
      const row = state[i]! * 4;
      d = ((d >>> 8) | (c << 24)) ^ products[row + 3]!;
      c = ((c >>> 8) | (b << 24)) ^ products[row + 2]!;
      b = ((b >>> 8) | (a << 24)) ^ products[row + 1]!;
      a = (a >>> 8) ^ reductions[out]! ^ products[row]!;
    }
    state.writeUInt32BE(a >>> 0, 0);
    state.writeUInt32BE(b >>> 0, 4);
    state.writeUInt32BE(c >>> 0, 8);
    state.writeUInt32BE(d >>> 0, 12);
  };

  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(additional.length) * 8n, 0);
  lengths.writeBigUInt64BE(BigInt(ciphertext.length) * 8n, 8);
  absorb(additional);
  absorb(ciphertext);
  absorb(lengths);
  return state;
}
