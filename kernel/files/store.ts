import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../database/id.ts';

/** Bytes kept by their SHA-256: the same content twice is stored once, and a changed byte is noticed. */
export interface FileStore {
  /** Stores a stream durably; resolves after it is safe. Stops with FileTooLarge when `limit` bytes are passed. */
  put(bytes: Readable, limit: number): Promise<{ sha256: string; size: number }>;
  /** The bytes; the stream breaks with FileChanged at its end when they are not the ones stored. */
  get(sha256: string): Promise<Readable>;
  /** A path on this machine for tools that read files; only while the store is on disk or after it was fetched. */
  path(sha256: string): Promise<string>;
  /** Whether the store has this content. */
  has(sha256: string): Promise<boolean>;
  /** Removes the bytes, with every copy the store has made of them. What is not there is no fault. */
  remove(sha256: string): Promise<void>;
}

export class FileTooLarge extends Error {}
export class FileChanged extends Error {}

/** Files on disk, `files/ab/cdef…`: written aside, synced, then moved into place. */
export class DiskStore implements FileStore {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'files');
  }

  async put(bytes: Readable, limit: number): Promise<{ sha256: string; size: number }> {
    await mkdir(join(this.#folder, 'arriving'), { recursive: true });
    const aside = join(this.#folder, 'arriving', newId());
    try {
      const { stream, result } = measured(limit);
      await pipeline(bytes, stream, createWriteStream(aside, { flush: true }));
      const { sha256, size } = result();
      await mkdir(join(this.#folder, sha256.slice(0, 2)), { recursive: true });
      await rename(aside, this.#place(sha256));
      await syncFolder(join(this.#folder, sha256.slice(0, 2)));
      return { sha256, size };
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  async get(sha256: string): Promise<Readable> {
    await stat(this.#place(sha256));
    return verified(createReadStream(this.#place(sha256)), sha256);
  }

  async path(sha256: string): Promise<string> {
    return this.#place(sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return access(this.#place(sha256)).then(() => true, () => false);
  }

  async remove(sha256: string): Promise<void> {
    if (!(await this.has(sha256))) return;
    await rm(this.#place(sha256), { force: true });
    await syncFolder(join(this.#folder, sha256.slice(0, 2)));
  }

  #place(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

/** A stream that lets bytes through while counting and digesting them. Breaks with FileTooLarge past the limit. */
export function measured(limit: number): { stream: Transform; result: () => { sha256: string; size: number } } {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > limit ? new FileTooLarge() : null, chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest('hex'), size }) };
}

/** The same bytes, broken off with FileChanged at the end when they do not have the digest. */
export function verified(bytes: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new FileChanged(`The stored file ${sha256} is no longer what was stored.`));
    },
  });
  bytes.once('error', (error) => check.destroy(error));
  check.once('close', () => bytes.destroy());
  return bytes.pipe(check);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
