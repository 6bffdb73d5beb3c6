import { verify } from '@node-rs/argon2';
import { hashPassword, openAccounts } from '#domain/subject/accounts.ts';
import { connect } from '#kernel/database/connect.ts';
import type { BenchCase } from '../harness/case.ts';
import { httpLines } from '../harness/http.ts';
import { signedIn } from '../harness/people.ts';

const password = 'a long enough sentence';
const people = 64;

/** Signing in costs what Argon2id costs on purpose; whatever comes on top is ours. A token, once given, must cost next to nothing. */
const signIn: BenchCase = {
  name: 'sign-in',
  what: 'signing in by password with session, record and audit entry, against the verification of the hash alone; and who holds a token, asked over the API, against the lookup of its digest',
  unit: 'calls',
  goals: { hash: 0.7, engine: 0.4 },
  matches: async function* (ground) {
    const { url, database } = await ground.city();
    const db = connect(database, { max: ground.concurrency });
    ground.closing(() => db.end());
    await openAccounts(db, Array.from({ length: people }, (_, n) => ({ username: `bench-${n}`, password, kind: 'citizen' as const, name: '测速' })));
    const kept = await hashPassword(password);
    const ours = httpLines(url);
    ground.closing(ours.close);
    // From several addresses, as in life: one address may only try so often a minute.
    const from = (turn: number) => ({ 'x-forwarded-for': `10.${Math.floor(turn / 62_500) % 250}.${Math.floor(turn / 250) % 250}.${turn % 250}` });
    yield {
      label: `signing in, ${ground.concurrency} callers`,
      concurrency: ground.concurrency,
      floors: [{ name: 'hash', run: async () => { if (!(await verify(kept, password))) throw new Error('the hash does not hold'); } }],
      ours: { name: 'ours', run: async (turn, worker) => void (await ours.ask(worker, 201, 'POST', '/api/v1/session', { headers: from(turn), body: { username: `bench-${turn % people}`, password } })) },
    };
    const headers = await signedIn(url, 'window');
    const [{ digest } = { digest: '' }] = await db<{ digest: string }[]>`select token_hash as digest from sessions order by created_at desc limit 1`;
    yield {
      label: `who holds a token, ${ground.concurrency} callers`,
      concurrency: ground.concurrency,
      floors: [{ name: 'engine', run: async () => void (await db`select a.id, a.name from sessions s join accounts a on a.id = s.account_id where s.token_hash = ${digest} and s.expires_at > now()`) }],
      ours: { name: 'ours', run: async (_turn, worker) => void (await ours.ask(worker, 200, 'GET', '/api/v1/session', { headers })) },
    };
  },
};

export default signIn;
