import { Agent, request, type IncomingMessage } from 'node:http';
import type { Db } from '#kernel/database/connect.ts';
import { changed, digestOf } from './digest.ts';
import { Inputs, type Input, type OpenApi } from './inputs.ts';
import { Random } from './random.ts';

/** A request with the token it was sent with, and its answer. */
export type Tried = { readonly number: number; readonly input: Input; readonly who: string; readonly status: number; readonly body: string };

export type Found = { readonly tried: number; readonly byStatus: Readonly<Record<string, number>>; readonly failures: readonly Tried[]; readonly changes: readonly string[] };

type City = { readonly url: string; readonly db: Db; readonly tokens: Readonly<Record<string, string | null>> };
export type Pace = { readonly inputs: number; readonly seed: number; readonly atATime?: number; readonly portion?: number; readonly seconds?: number; readonly say?: (line: string) => void };

/**
 * Sends hostile inputs to a running city. In portions: what was refused is sent again, all of it, between two digests of every
 * table: nothing may have changed. An answer of 5xx, or none, is a failure. The program must do no work of its own meanwhile
 * (ROLES=web), else its changes would be taken for ours.
 */
export async function tryHostile({ url, db, tokens }: City, { inputs: count, seed, atATime = 16, portion = 4000, seconds = Infinity, say = () => undefined }: Pace): Promise<Found> {
  const agent = new Agent({ keepAlive: true, maxSockets: atATime });
  const random = new Random(seed);
  const api = JSON.parse((await send(agent, url, { method: 'GET', path: '/api/openapi.json', headers: {}, body: undefined }, null)).body) as OpenApi;
  const inputs = new Inputs(api, random, await idsOf(db));
  const names = Object.keys(tokens);
  const byStatus: Record<string, number> = {};
  const failures: Tried[] = [];
  const changes: string[] = [];
  const until = performance.now() + seconds * 1000;
  let tried = 0;
  const tryAll = (list: readonly { readonly input: Input; readonly who: string }[]) => inTurns(list, atATime, async ({ input, who }, index): Promise<Tried> => {
    const { status, body } = await send(agent, url, input, tokens[who] ?? null);
    return { number: tried + index, input, who, status, body: Buffer.from(body.slice(0, 400)).toString() };
  });
  while (tried < count && performance.now() < until && failures.length < 50) {
    const list = Array.from({ length: Math.min(portion, count - tried) }, () => ({ input: inputs.next(), who: random.one(names) }));
    const answers = await tryAll(list);
    for (const { status } of answers) byStatus[`${Math.floor(status / 100)}xx`] = (byStatus[`${Math.floor(status / 100)}xx`] ?? 0) + 1;
    const failed = answers.filter(({ status }) => status >= 500 || status === 0);
    failures.push(...failed);
    for (const failure of failed) say(wordsOf(failure));
    changes.push(...await changesBy(db, answers.filter(({ status }) => status >= 400 && status < 500), tryAll));
    tried += list.length;
    say(`${tried} inputs · ${Object.entries(byStatus).map(([status, times]) => `${status} ${times}`).join(' · ')} · ${failures.length} failures · ${changes.length} changes`);
  }
  agent.destroy();
  return { tried, byStatus, failures, changes };
}

const wordsOf = ({ number, who, input, status, body }: Tried) => `FAILED #${number} ${who} ${input.method} ${input.path}\n  ${JSON.stringify(input.headers)}\n  ${input.body?.slice(0, 1000) ?? ''}\n  → ${status} ${body}`;

/** Sends what was refused once more and tells which tables changed. What is taken this time, because others were in between, is left out and all is tried again. */
async function changesBy(db: Db, refused: readonly Tried[], tryAll: (list: readonly Tried[]) => Promise<Tried[]>): Promise<string[]> {
  let list = refused;
  for (let round = 0; round < 3; round += 1) {
    const before = await digestOf(db);
    const answers = await tryAll(list);
    const after = await digestOf(db);
    const taken = new Set(answers.flatMap(({ status }, index) => (status < 400 ? [list[index]] : [])));
    if (taken.size === 0) return changed(before, after);
    list = list.filter((each) => !taken.has(each));
  }
  return [];
}

/** Ids that exist: a hostile input that reaches nothing finds nothing. */
async function idsOf(db: Db): Promise<string[]> {
  const rows = await db<{ id: string }[]>`(select id::text from matters limit 40) union all (select number from matters limit 10) union all (select id::text from things limit 10) union all (select code from things limit 5)
    union all (select id::text from datasets limit 10) union all (select id::text from plans limit 5) union all (select id::text from proofs limit 10) union all (select code from regions limit 10) union all (select id from organs limit 10)`;
  return rows.map(({ id }) => id);
}

async function inTurns<T, R>(list: readonly T[], atATime: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: atATime }, async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index] as T, index);
  }));
  return results;
}

/** One request. Answers status 0 when the server gave none. */
function send(agent: Agent, url: string, { method, path, headers, body }: Input, token: string | null): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: 0, body: String(error) });
    try {
      const sent = request(url, { agent, method, path, timeout: 30_000, headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) } }, (answer: IncomingMessage) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => void parts.push(part)).on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') })).on('error', fail);
      });
      // A body refused half-way: the answer is what counts, not that the rest could not be sent.
      sent.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve({ status: 499, body: String(error) }) : fail(error)));
      sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')));
      sent.end(body);
    } catch {
      // Node's own client would not send such a path or header: nothing reached us.
      resolve({ status: 499, body: 'not sent' });
    }
  });
}
