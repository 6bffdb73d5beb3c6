import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newId } from '../database/id.ts';

/** Bytes kept by their SHA-256: the same content twice is stored once, and a changed byte is noticed. */
export interface FileStore {
  /** Stores a stream durably; resolves after it is safe. Stops with FileTooLarge when `limit` bytes are passed. */
  put(bytes: Readable, limit: number): Promise<{ sha256: string; size: number }>;
  get(sha256: string): Promise<Readable>;
  /** A path on this machine for tools that read files; only while the store is on disk or after it was fetched. */
  path(sha256: string): Promise<string>;
}

export class FileTooLarge extends Error {}

/** Files on disk, `files/ab/cdef…`: written aside, synced, then moved into place. */
export class DiskStore implements FileStore {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'files');
  }

  async put(bytes: Readable, limit: number): Promise<{ sha256: string; size: number }> {
    await mkdir(join(this.#folder, 'arriving'), { recursive: true });
    const aside = join(this.#folder, 'arriving', newId());
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        done(size > limit ? new FileTooLarge() : null, chunk);
      },
    });
    try {
      await pipeline(bytes, measure, createWriteStream(aside, { flush: true }));
      const sha256 = hash.digest('hex');
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
    return createReadStream(this.#place(sha256));
  }

  async path(sha256: string): Promise<string> {
    return this.#place(sha256);
  }

  #place(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2));
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
