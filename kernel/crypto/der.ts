/** The little of DER (ITU-T X.690) that SM2 values need: a sequence of unsigned integers and octet strings. */
export type DerValue = bigint | Uint8Array;

const integerTag = 0x02;
const octetTag = 0x04;
const sequenceTag = 0x30;

/** Writes a sequence; integers must not be negative. */
export function writeDerSequence(values: readonly DerValue[]): Buffer {
  return element(
    sequenceTag,
    Buffer.concat(values.map((value) => (typeof value === 'bigint' ? element(integerTag, integerBytes(value)) : element(octetTag, value)))),
  );
}

/** Reads exactly one sequence, or undefined for anything that is not its only and shortest encoding. */
export function readDerSequence(encoded: Uint8Array): DerValue[] | undefined {
  const outer = readElement(encoded, 0);
  if (outer?.tag !== sequenceTag || outer.end !== encoded.length) return undefined;
  const values: DerValue[] = [];
  for (let at = outer.start; at < outer.end;) {
    const inner = readElement(encoded, at);
    if (!inner) return undefined;
    const value = decode(inner.tag, encoded.subarray(inner.start, inner.end));
    if (value === undefined) return undefined;
    values.push(value);
    at = inner.end;
  }
  return values;
}

/** An unsigned number from big-endian bytes. */
export function numberFrom(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** An unsigned number as big-endian bytes of a fixed length. Throws a RangeError where it does not fit. */
export function numberTo(value: bigint, length: number): Buffer {
  const digits = value.toString(16);
  if (value < 0n || digits.length > length * 2) throw new RangeError(`The number does not fit into ${length} bytes.`);
  return Buffer.from(digits.padStart(length * 2, '0'), 'hex');
}

function element(tag: number, content: Uint8Array): Buffer {
  const size = content.length;
  const sizeBytes = numberTo(BigInt(size), Math.ceil(size.toString(16).length / 2));
  const head = size < 0x80 ? [tag, size] : [tag, 0x80 | sizeBytes.length, ...sizeBytes];
  return Buffer.concat([Buffer.from(head), content]);
}

/** The top bit is the sign, so a number that sets it gets a leading zero. */
function integerBytes(value: bigint): Buffer {
  const digits = value.toString(16);
  return numberTo(value, Math.floor(digits.length / 2) + (digits.length % 2 === 0 && digits[0]! < '8' ? 0 : 1));
}

function decode(tag: number, content: Uint8Array): DerValue | undefined {
  if (tag === octetTag) return content;
  if (tag !== integerTag || content.length === 0 || content[0]! >= 0x80) return undefined;
  const padded = content.length > 1 && content[0] === 0 && content[1]! < 0x80;
  return padded ? undefined : numberFrom(content);
}

function readElement(from: Uint8Array, at: number): { tag: number; start: number; end: number } | undefined {
  const tag = from[at];
  const size = from[at + 1];
  if (tag === undefined || size === undefined) return undefined;
  const extra = size < 0x80 ? 0 : size & 0x7f;
  const start = at + 2 + extra;
  const lengthBytes = from.subarray(at + 2, start);
  const wellFormed = size < 0x80 || (extra >= 1 && extra <= 4 && lengthBytes.length === extra && lengthBytes[0] !== 0);
  const length = size < 0x80 ? size : Number(numberFrom(lengthBytes));
  const shortest = size < 0x80 || length >= 0x80;
  const end = start + length;
  return wellFormed && shortest && end <= from.length ? { tag, start, end } : undefined;
}
