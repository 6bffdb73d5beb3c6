import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database, Db } from '../database/connect.ts';
import { refuse } from '../errors/common.ts';

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/**
 * Does a creating request exactly once. With an `Idempotency-Key` header the answer is kept in the same transaction as
 * the creation, so the same request sent again — after a lost connection or a crash — gets the same answer and creates
 * nothing; the same key with different content is refused (KEY_REUSED). Without the header it simply runs, in a transaction; work
 * that says it is `whole` commits by itself when it is given the pool, and spares the round trips of one.
 */
export async function once(db: Database, account: string, request: FastifyRequest, reply: FastifyReply, work: (tx: Db | Database) => Promise<Answer>, { whole = false }: { whole?: boolean } = {}): Promise<FastifyReply> {
  const key = request.headers['idempotency-key'];
  const keyed = typeof key === 'string' && key.length > 0;
  const answer = keyed ? await withKey(db, account, key.slice(0, 200), request, work) : whole ? await work(db) : await db.begin((tx) => work(tx));
  return reply.code(answer.status).headers({ ...answer.headers }).send(answer.body);
}

async function withKey(db: Database, account: string, key: string, request: FastifyRequest, work: (tx: Db) => Promise<Answer>): Promise<Answer> {
  const digest = createHash('sha256').update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`).digest('hex');
  return (await db.begin(async (tx) => {
    const mine = await tx`insert into idempotency_keys (account, key, request, status, headers, body) values (${account}, ${key}, ${digest}, 0, '{}', '') on conflict do nothing returning 1`;
    if (mine.length === 0) return earlier(tx, account, key, digest);
    const answer = await work(tx);
    await tx`update idempotency_keys set status = ${answer.status}, headers = ${tx.json(answer.headers ?? {})}, body = ${JSON.stringify(answer.body)} where account = ${account} and key = ${key}`;
    return answer;
  })) as Answer;
}

async function earlier(tx: Db, account: string, key: string, digest: string): Promise<Answer> {
  const [row] = await tx<{ request: string; status: number; headers: Record<string, string>; body: string }[]>`
    select request, status, headers, body from idempotency_keys where account = ${account} and key = ${key}`;
  if (!row || row.request !== digest) throw refuse('KEY_REUSED', { key });
  return { status: row.status, headers: { ...row.headers, 'idempotent-replay': 'true' }, body: JSON.parse(row.body) };
}
