#!/usr/bin/env node
// Checks an export of the audit log, or a receipt of evidence, without the program that made it. Needs Node and nothing else.
//   node verify-audit.mjs export.ndjson [--key anchor.pem] [--anchors anchors.json]
//   node verify-audit.mjs --receipt receipt.json [--file the.file] [--key anchor.pem]
// --key: the public key as you know it from elsewhere; without it the key inside the file is used, and named.
// --anchors: anchors you kept from the public address. They must be points of this very log.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// --- SM3, GB/T 32905 ---
const rotate = (x, n) => (x << (n & 31)) | (x >>> ((32 - n) & 31));
export function sm3(...parts) {
  const data = Buffer.concat(parts);
  const padded = Buffer.alloc(Math.ceil((data.length + 9) / 64) * 64);
  data.copy(padded);
  padded[data.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(data.length) * 8n, padded.length - 8);
  const v = new Int32Array([0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]);
  const w = new Int32Array(68);
  for (let block = 0; block < padded.length; block += 64) {
    for (let j = 0; j < 16; j++) w[j] = padded.readInt32BE(block + j * 4);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15);
      w[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = v;
    for (let j = 0; j < 64; j++) {
      const ss1 = rotate((rotate(a, 12) + e + rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
      const tt1 = ((j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = ((j < 16 ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]) | 0;
      [a, b, c, d, e, f, g, h] = [tt1, a, rotate(b, 9), c, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17), e, rotate(f, 19), g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { v[i] ^= word; });
  }
  const out = Buffer.alloc(32);
  v.forEach((word, i) => out.writeInt32BE(word, i * 4));
  return out;
}

// --- SM2 signatures, GB/T 32918.2, the usual signer id ---
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn, N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const A = P - 3n, B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const G = [0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n, 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n];
const mod = (x, m = P) => ((x % m) + m) % m;
const bytes32 = (x) => Buffer.from(x.toString(16).padStart(64, '0'), 'hex');
const number = (bytes) => BigInt(`0x${bytes.toString('hex') || '0'}`);
function inverse(x, m) {
  let [a, b, u, v] = [mod(x, m), m, 1n, 0n];
  while (a > 1n) { const q = b / a; [a, b, u, v] = [b - q * a, a, v - q * u, u]; }
  return mod(u, m);
}
// Points as [X, Y, Z] with x = X/Z², y = Y/Z³, so that only the end needs an inverse; Z = 0 is the point at infinity.
function double([x, y, z]) {
  const [yy, m] = [mod(y * y), mod(3n * (x - z * z) * (x + z * z))];
  const s = mod(4n * x * yy), x3 = mod(m * m - 2n * s);
  return [x3, mod(m * (s - x3) - 8n * yy * yy), mod(2n * y * z)];
}
function add(p, q) {
  if (p[2] === 0n || q[2] === 0n) return p[2] === 0n ? q : p;
  const [pz, qz] = [mod(p[2] * p[2]), mod(q[2] * q[2])];
  const [u1, u2, s1, s2] = [mod(p[0] * qz), mod(q[0] * pz), mod(p[1] * q[2] * qz), mod(q[1] * p[2] * pz)];
  if (u1 === u2) return s1 === s2 ? double(p) : [1n, 1n, 0n];
  const [h, r] = [mod(u2 - u1), mod(s2 - s1)];
  const hh = mod(h * h), hhh = mod(h * hh), v = mod(u1 * hh), x = mod(r * r - hhh - 2n * v);
  return [x, mod(r * (v - x) - s1 * hhh), mod(p[2] * q[2] * h)];
}
function times(k, [x, y]) {
  let sum = [1n, 1n, 0n];
  for (const bit of k.toString(2)) { sum = double(sum); if (bit === '1') sum = add(sum, [x, y, 1n]); }
  return sum;
}
/** Bytes written as base64 in the one way they can be; none for any other writing, so that no letter may be changed unseen. */
const base64 = (text) => { const bytes = Buffer.from(String(text), 'base64'); return bytes.toString('base64') === text ? bytes : Buffer.alloc(0); };
/** How an SM2 public key begins, byte by byte (SPKI: id-ecPublicKey, the curve, an uncompressed point). */
const spki = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d03420004', 'hex');
/** The point of an SM2 public key in PEM. */
export function publicKeyOf(pem) {
  const der = base64(/^-----BEGIN PUBLIC KEY-----\n([^-]+)-----END PUBLIC KEY-----\n*$/.exec(String(pem).replaceAll('\r\n', '\n'))?.[1].replaceAll('\n', ''));
  if (der.length !== spki.length + 64 || !der.subarray(0, spki.length).equals(spki)) throw new Error('This is no SM2 public key.');
  const point = [number(der.subarray(-64, -32)), number(der.subarray(-32))];
  if (mod(point[1] * point[1] - (point[0] ** 3n + A * point[0] + B)) !== 0n) throw new Error('The public key is no point of the curve.');
  return { point, fingerprint: sm3(der).toString('hex') };
}
export function sm2Verify({ point }, message, der) {
  const at = der[0] === 0x30 && der[1] === der.length - 2 && der[2] === 2 ? 4 + der[3] : -1;
  if (at < 0 || der[at] !== 2 || at + 2 + der[at + 1] !== der.length) return false;
  const [r, s] = [number(der.subarray(4, at)), number(der.subarray(at + 2))];
  const id = Buffer.from('1234567812345678');
  const z = sm3(Buffer.from([0, id.length * 8]), id, ...[A, B, ...G, ...point].map(bytes32));
  const t = mod(r + s, N);
  if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false;
  const [x, , w] = add(times(s, G), times(t, point));
  return w !== 0n && mod(number(sm3(z, message)) + mod(x * inverse(w * w, P)), N) === r;
}

// --- the tree: RFC 6962 with SM3; what is hashed is canonical JSON, RFC 8785 ---
const hex = (text) => Buffer.from(String(text), 'hex');
const canonical = (value) => Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
  : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}` : JSON.stringify(value);
export const leafOf = (entry) => sm3(Buffer.from([0]), Buffer.from(canonical(entry), 'utf8'));
const nodeOf = (left, right) => sm3(Buffer.from([1]), left, right);
const blockHash = ({ log, height, size, root, previous, at }) => sm3(Buffer.from([2]), Buffer.from(canonical({ log, height, size, root, previous, at }), 'utf8')).toString('hex');
function treeFrom(size, frontier) {
  const parts = [];
  for (const hash of frontier) { const level = Math.floor(Math.log2(size)); parts.push({ level, hash: hex(hash) }); size -= 2 ** level; }
  if (size !== 0) throw new Error('The frontier does not fit the place the export begins at.');
  return {
    add(leaf) { let grown = { level: 0, hash: leaf }; while (parts.at(-1)?.level === grown.level) grown = { level: grown.level + 1, hash: nodeOf(parts.pop().hash, grown.hash) }; parts.push(grown); },
    root: () => (parts.reduceRight((right, { hash }) => (right ? nodeOf(hash, right) : hash), null) ?? sm3()).toString('hex'),
  };
}
function includes(leaf, index, size, path, root) {
  let [at, last, hash] = [index, size - 1, leaf];
  if (!(index >= 0 && index < size)) return false;
  for (const sibling of path.map(hex)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) { hash = nodeOf(sibling, hash); while (at % 2 === 0 && at !== 0) { at /= 2; last = Math.floor(last / 2); } } else hash = nodeOf(hash, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash.toString('hex') === root;
}

/** Checks an export line by line. Answers what is wrong, in the order it was met; an empty list: nothing. */
export async function verifyExport(lines, { key = null, anchors = [] } = {}) {
  const faults = [], tell = (words) => { if (faults.length < 50) faults.push(words); };
  let head = null, tree, expected = 0, height = 0, previous = '', sealedTo = 0, broken = false, lastAnchor = null, anchored = 0, ended = false, n = 0;
  const seen = new Set();
  const readAnchor = ({ statement, signature }, where) => {
    if (!sm2Verify(key, Buffer.from(String(statement), 'utf8'), base64(signature))) return tell(`${where}: the anchor is not signed with the key.`), null;
    const said = JSON.parse(statement);
    return said.log === head.log ? said : (tell(`${where}: the anchor belongs to another log.`), null);
  };
  for await (const text of lines) {
    n += 1;
    let item;
    try { item = JSON.parse(text); } catch { tell(`line ${n}: cannot be read.`); continue; }
    try {
      if (ended) { tell(`line ${n}: something follows the end.`); continue; }
      if (head === null) {
        if (item?.line !== 'head' || item.format !== 'yiwang-chain-export/1') { tell('The first line is not the head of an export.'); break; }
        try { key ??= publicKeyOf(item.key); tree = treeFrom(item.from, item.frontier); } catch (error) { tell(`line 1: ${error.message}`); break; }
        [head, expected, height, previous, sealedTo, anchored] = [item, item.from, item.height, item.previous, item.from, item.anchored];
        head.said = readAnchor(item.anchor ?? {}, 'line 1');
        if (head.said && head.said.size !== item.size) tell('line 1: the size is not that of the anchor.');
      } else if (item?.line === 'entry') {
        const name = `entry ${item.seq}${item.entry?.id ? ` (${item.entry.id})` : ''}`;
        if (item.seq > expected) { tell(`line ${n}: ${item.seq - expected === 1 ? `entry ${expected} is` : `entries ${expected} to ${item.seq - 1} are`} missing before ${name}.`); broken = true; }
        else if (item.seq < expected || !Number.isInteger(item.seq)) { tell(`line ${n}: ${name} stands in the wrong place${seen.has(item.seq) ? ', or twice' : ''}.`); broken = true; continue; }
        expected = item.seq + 1;
        seen.add(item.seq);
        const leaf = item.entry === null ? hex(item.leaf) : leafOf(item.entry);
        if (item.entry === null) tell(`line ${n}: the content of entry ${item.seq} is not here.`);
        else if (leaf.toString('hex') !== item.leaf) { tell(`line ${n}: ${name} was changed.`); tree.add(hex(item.leaf)); continue; }
        tree.add(leaf);
      } else if (item?.line === 'block') {
        if (item.height !== height || item.previous !== previous || item.log !== head.log) tell(`line ${n}: block ${item.height} does not follow the block before.`);
        if (blockHash(item) !== item.hash) tell(`line ${n}: block ${item.height} was changed.`);
        if (item.size !== expected) tell(`line ${n}: block ${item.height} ends at entry ${item.size - 1}, but ${expected - 1} came last.`);
        else if (!broken && tree.root() !== item.root) { tell(`line ${n}: among the entries ${sealedTo} to ${item.size - 1} one was changed together with its hash, or the block was.`); broken = true; }
        [height, previous, sealedTo] = [item.height + 1, item.hash, item.size];
      } else if (item?.line === 'anchor') {
        const said = readAnchor(item, `line ${n}`);
        if (said && (said.size !== expected || said.height !== height - 1 || said.block !== previous)) tell(`line ${n}: the anchor over ${said.size} entries does not stand after them.`);
        if (said && said.after !== anchored) tell(`line ${n}: the anchor before it, over ${said.after} entries, is not here.`);
        if (said && !broken && said.root !== tree.root()) tell(`line ${n}: the tree signed at ${said.at} was another one; something before it was changed.`);
        [lastAnchor, anchored] = [said, said?.size ?? anchored];
      } else if (item?.line === 'end') {
        ended = true;
        if (item.entries !== expected - head.from) tell(`line ${n}: ${item.entries} entries were written, ${expected - head.from} are here.`);
      } else tell(`line ${n}: is none of ours.`);
      if (head) for (const kept of anchors) if (kept.size === expected && item.line === 'block' && !broken && kept.root !== tree.root()) tell(`The anchor you kept, over ${kept.size} entries, has another root: this is not the log it was taken from.`);
    } catch { tell(`line ${n}: is not written as it should be.`); broken = true; }
  }
  if (head === null) return { faults: faults.length ? faults : ['The file is empty.'], head: null };
  if (!ended) tell('The end is missing: the file was cut off.');
  if (expected !== head.size) tell(expected < head.size ? `Entries ${expected} to ${head.size - 1} are missing at the end.` : `Entries ${head.size} to ${expected - 1} stand after what the first anchor signs.`);
  if (lastAnchor === null || lastAnchor.size !== head.size || lastAnchor.root !== head.said?.root) tell('The last anchor is not the one the export begins with.');
  for (const kept of anchors) if (kept.size > head.size) tell(`The anchor you kept is over ${kept.size} entries, the export has ${head.size}: newer entries are not in it.`);
  return { faults, head, said: head.said, fingerprint: key.fingerprint };
}

/** Checks a receipt of evidence, and a file against it. */
export function verifyReceipt(receipt, { key = null, file = null } = {}) {
  const faults = [];
  const used = key ?? publicKeyOf(receipt.key);
  const said = JSON.parse(receipt.anchor.statement);
  if (!sm2Verify(used, Buffer.from(receipt.anchor.statement, 'utf8'), base64(receipt.anchor.signature))) faults.push('The signature over the tree does not hold.');
  if (said.log !== 'evidence') faults.push('The signed tree is not one of evidence.');
  if (!includes(leafOf(receipt.entry), receipt.seq, said.size, receipt.path, said.root)) faults.push('The entry is not in the signed tree at its place.');
  for (const witness of receipt.witnesses ?? []) {
    if (!sm2Verify(publicKeyOf(witness.key), Buffer.from(receipt.anchor.statement, 'utf8'), base64(witness.signature))) faults.push(`The signature of the witness ${witness.name} does not hold.`);
  }
  if (file !== null) {
    const digest = receipt.entry.algorithm === 'sm3' ? sm3(file) : createHash('sha256').update(file).digest();
    if (digest.toString('hex') !== receipt.entry.digest) faults.push('The file is not the one that was stored: it was changed, or is another.');
  }
  return { faults, said, fingerprint: used.fingerprint };
}

async function main(words) {
  const option = (name) => (words.includes(name) ? words.splice(words.indexOf(name), 2)[1] : null);
  const [keyFile, anchorsFile, receiptFile, file] = ['--key', '--anchors', '--receipt', '--file'].map(option);
  const key = keyFile === null ? null : publicKeyOf(readFileSync(keyFile, 'utf8'));
  if (receiptFile === null && words.length !== 1) return console.error(readFileSync(new URL(import.meta.url), 'utf8').split('\n').slice(1, 6).join('\n')), 2;
  const kept = anchorsFile === null ? [] : JSON.parse(readFileSync(anchorsFile, 'utf8'));
  const outcome = receiptFile !== null ? verifyReceipt(JSON.parse(readFileSync(receiptFile, 'utf8')), { key, file: file === null ? null : readFileSync(file) })
    : await verifyExport(createInterface({ input: createReadStream(words[0]), crlfDelay: Infinity }), { key, anchors: kept.items ?? kept });
  for (const fault of outcome.faults) console.log(`✗ ${fault}`);
  if (outcome.faults.length > 0) return 1;
  console.log(receiptFile !== null ? `✓ Stored ${outcome.said ? JSON.parse(readFileSync(receiptFile, 'utf8')).entry.at : ''}, in the tree of ${outcome.said.size} entries signed ${outcome.said.at}.` : `✓ ${outcome.head.size - outcome.head.from} entries, nothing changed, removed or moved; signed ${outcome.said.at}, root ${outcome.said.root}.`);
  console.log(`  key ${outcome.fingerprint}${key ? '' : ' (taken from the file itself: compare it with the published one)'}`);
  return 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv.slice(2));
