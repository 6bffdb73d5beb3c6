import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Config } from '../config/config.ts';
import { newId } from '../database/id.ts';
import { measured, verified, type FileStore } from './store.ts';

const emptyDigest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const attempts = 4;

/**
 * Files in an S3-compatible store, one object per digest under `files/`. Bytes are first gathered on this machine, so that
 * the object is sent with its length and digest signed; the store refuses it when a byte was changed on the way.
 */
export class S3Store implements FileStore {
  readonly #to: S3Config;
  readonly #folder: string;

  constructor(to: S3Config, dataDir: string) {
    this.#to = to;
    this.#folder = join(dataDir, 'files');
  }

  async put(bytes: Readable, limit: number): Promise<{ sha256: string; size: number }> {
    const aside = await this.#aside();
    try {
      const { stream, result } = measured(limit);
      await pipeline(bytes, stream, createWriteStream(aside, { flush: true }));
      const { sha256, size } = result();
      if (!(await this.has(sha256))) {
        await this.#ask('PUT', sha256, { digest: sha256, body: () => createReadStream(aside), length: size });
      }
      return { sha256, size };
    } finally {
      await rm(aside, { force: true });
    }
  }

  async get(sha256: string): Promise<Readable> {
    const answer = await this.#ask('GET', sha256);
    return verified(answer, sha256);
  }

  async path(sha256: string): Promise<string> {
    const place = join(this.#folder, 'fetched', sha256);
    const there = await access(place).then(() => true, () => false);
    if (there) return place;
    const aside = await this.#aside();
    await mkdir(join(this.#folder, 'fetched'), { recursive: true });
    try {
      await pipeline(await this.get(sha256), createWriteStream(aside));
      await rename(aside, place);
    } finally {
      await rm(aside, { force: true });
    }
    return place;
  }

  async has(sha256: string): Promise<boolean> {
    const answer = await this.#ask('HEAD', sha256, { absentIsFine: true });
    answer.resume();
    return answer.statusCode === 200;
  }

  async remove(sha256: string): Promise<void> {
    (await this.#ask('DELETE', sha256, { absentIsFine: true })).resume();
    await rm(join(this.#folder, 'fetched', sha256), { force: true });
  }

  async #aside(): Promise<string> {
    await mkdir(join(this.#folder, 'arriving'), { recursive: true });
    return join(this.#folder, 'arriving', newId());
  }

  /** One signed request, repeated with growing pauses while the store is unreachable or answers 5xx. */
  async #ask(method: string, sha256: string, { digest = emptyDigest, body, length = 0, absentIsFine = false }: { digest?: string; body?: () => Readable; length?: number; absentIsFine?: boolean } = {}): Promise<IncomingMessage> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#send(method, sha256, digest, body?.() ?? null, length);
        const status = answer.statusCode ?? 0;
        if (status < 300 || (status === 404 && absentIsFine)) return answer;
        const said = (await text(answer)).slice(0, 300);
        if (status < 500 || attempt === attempts) throw new StoreRefused(`The object store answered ${status} to ${method} ${sha256}: ${said}`);
      } catch (error) {
        if (error instanceof StoreRefused || attempt === attempts) throw error;
      }
      await new Promise((wake) => setTimeout(wake, 100 * 4 ** (attempt - 1)));
    }
  }

  async #send(method: string, sha256: string, digest: string, body: Readable | null, length: number): Promise<IncomingMessage> {
    const { endpoint, bucket, region, accessKeyId, secretAccessKey } = this.#to;
    const signed = await new AwsV4Signer({
      method, url: `${endpoint}/${bucket}/files/${sha256}`, service: 's3', region, accessKeyId, secretAccessKey,
      headers: { 'x-amz-content-sha256': digest },
    }).sign();
    const request = signed.url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const call = request(signed.url, { method, headers: { ...Object.fromEntries(signed.headers), ...(body ? { 'content-length': length } : {}) }, timeout: 60_000 }, resolve);
      call.once('error', reject).once('timeout', () => call.destroy(new Error(`The object store at ${endpoint} did not answer within a minute.`)));
      if (body) pipeline(body, call).catch(reject);
      else call.end();
    });
  }
}

/** The store understood and said no: trying again would not help. */
class StoreRefused extends Error {}
