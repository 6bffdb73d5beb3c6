import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { connect, type Database } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { countMatters, listMatters, queuesOf } from '#domain/matter/list.ts';
import { matterColumns } from '#domain/matter/matter.ts';
import { guest, type Reader, type Scope } from '#domain/subject/reader.ts';
import type { Scale } from './harness/case.ts';
import { openGround } from './harness/ground.ts';
import { growMatters } from './harness/many-matters.ts';

const sizes = { small: 300_000, city: 10_000_000 } as const;
const folder = join(import.meta.dirname, 'plans');

/** A statement as it was sent: its text and its values. */
type Sent = { readonly text: string; readonly values: readonly unknown[] };

/** `npm run bench -- --plans`: how PostgreSQL carries out our hottest statements on a whole city, kept under bench/plans. */
export async function keepPlans(scale: Scale, say: (line: string) => void): Promise<void> {
  const { ground, close } = openGround(scale, 4, say);
  try {
    const { database } = await ground.city({ SCALE: 'small' });
    const db = connect(database, { max: 1 });
    ground.closing(() => db.end());
    await growMatters(db, sizes[scale], narrow.organ ?? '', say);
    const hottest = await statements(database, db);
    for (const [name, sent] of Object.entries(hottest)) {
      const plan = await explain(db, sent);
      writeFileSync(join(folder, `${name}.txt`), `-- ${sizes[scale].toLocaleString('en')} matters · npm run bench -- --plans --scale ${scale}\n${sent.text.replaceAll(/\s+/g, ' ').trim()}\n\n${plan}\n`);
      say(`  ${name}: ${/Execution Time: .*/.exec(plan)?.[0] ?? ''}`);
    }
  } finally {
    await close();
  }
}

const official = (organ: string, scopes: readonly Scope[]): Reader => ({ ...guest, kind: 'official', accountId: newId(), organ, rights: new Map([['matter.read', scopes]]) });
const narrow = official('440902-市场监督管理局', [{ organ: '440902-市场监督管理局', region: null }]);
const wide = official('440900-城市管理局', [{ organ: null, region: null }]);
const townOnly = official('440902-市场监督管理局', [{ organ: null, region: '440902007000' }]);
const several = official('440902-市场监督管理局', ['organ-7', 'organ-8', 'organ-9'].map((organ) => ({ organ, region: null })));

/** Lets our own code send each statement once, over a connection that listens; what is written down is what really runs. */
async function statements(database: string, db: Database): Promise<Record<string, Sent>> {
  const heard: Sent[] = [];
  const listening = postgres(database, { max: 1, onnotice: () => undefined, connection: { jit: false, TimeZone: 'Asia/Shanghai' }, debug: (_connection, text, values) => void heard.push({ text, values }) });
  const last = async (work: () => PromiseLike<unknown>): Promise<Sent> => {
    heard.length = 0;
    await work();
    const sent = heard.findLast(({ text }) => /matters|sessions|reader_change|event_queue/.test(text));
    if (!sent) throw new Error('nothing was sent');
    return sent;
  };
  const page = { limit: 20 };
  const [some] = await db<{ id: string; number: string }[]>`select id, number from matters where organ = ${narrow.organ} limit 1`;
  try {
    return {
      '01-reader-changes': await last(() => listening`select count as change, array(select coalesce(account_id::text, 'everybody') from reader_change_log l where l.count > ${0} limit 1000) as changed from reader_changes`),
      '02-list-widest': await last(() => listMatters(listening, wide, {}, page)),
      '03-list-one-organ': await last(() => listMatters(listening, narrow, {}, page)),
      '04-list-one-town': await last(() => listMatters(listening, townOnly, {}, page)),
      '05-list-several-organs': await last(() => listMatters(listening, several, {}, page)),
      '06-queue-todo': await last(() => listMatters(listening, narrow, { queue: 'todo' }, page)),
      '07-queues-nearest': await last(() => queuesOf(listening, narrow)),
      '08-count-one-organ': await last(() => countMatters(listening, narrow, {})),
      '09-matter-by-id': await last(() => listening`select ${listening.unsafe(matterColumns)} from matters where id = ${some?.id ?? newId()}`),
      '10-matter-by-number': await last(() => listening`select ${listening.unsafe(matterColumns)} from matters where number = ${some?.number ?? ''}`),
      '11-search-words': await last(() => listMatters(listening, narrow, { q: '道路' }, page)),
      '12-search-words-nobody-has': await last(() => listMatters(listening, wide, { q: '没有这个词' }, page)),
      '13-open-ones-of-the-city': await last(() => listMatters(listening, wide, { open: true }, page)),
      '14-conditions-that-never-meet': await last(() => listMatters(listening, narrow, { state: 'done', open: true }, page)),
      '15-queue-waiting': await last(() => listMatters(listening, narrow, { queue: 'waiting' }, page)),
    };
  } finally {
    await listening.end();
  }
}

async function explain(db: Database, { text, values }: Sent): Promise<string> {
  const rows = await db.unsafe<{ 'QUERY PLAN': string }[]>(`explain (analyze, buffers, settings) ${text}`, values as never[]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
