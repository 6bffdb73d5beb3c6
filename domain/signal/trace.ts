import { readTrace } from '#kernel/bus/read.ts';
import { idTime } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { maySee } from '#domain/matter/people.ts';
import { timelineOf } from '#domain/matter/read.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { thingTypes } from '#domain/thing/define.ts';
import { signals } from './define.ts';
import { topicWords } from './topic-words.ts';

/** One step of a trace: when, what kind of thing, in words, and where to open it. */
export type Step = { readonly at: Date; readonly kind: 'reading' | 'value' | 'event' | 'act'; readonly title: string; readonly detail: string; readonly who: string | null; readonly link: string | null };

/** Everything that happened under one id that the reader may see, oldest first: readings, values, events, the acts of its matters. */
export async function traceOf(house: House, reader: Reader, traceId: string, locale: Locale): Promise<Step[]> {
  const [readings, values, events, acts] = await Promise.all([readingSteps(house, reader, traceId, locale), valueSteps(house, reader, traceId, locale), eventSteps(house, reader, traceId, locale), actSteps(house, reader, traceId, locale)]);
  return [...readings, ...values, ...events, ...acts].toSorted((a, b) => a.at.getTime() - b.at.getTime() || order[a.kind] - order[b.kind]);
}

const order = { reading: 0, value: 1, event: 2, act: 3 } as const;
const most = 200;

/** Traces of readings made here are UUIDv7: their own time narrows the days to look in. Foreign ones are looked for in the last month. */
async function readingSteps(house: House, reader: Reader, traceId: string, locale: Locale): Promise<Step[]> {
  const { db, declared } = house;
  const born = bornAt(traceId, house.clock.now());
  const from = new Date(born.getTime() - 31 * 86_400_000);
  const to = new Date(born.getTime() + 86_400_000);
  const rows = await db<{ at: Date; value: number; quality: number; quantity: string; code: string; name: string; type: string; organ: string; region: string }[]>`
    select at, value, quality, quantity, code, name, type, organ, region from readings join datastreams on datastreams.id = datastream join things on things.id = thing_id
    where trace_id = ${traceId}::uuid and at >= ${from} and at < ${to} order by at, datastream limit ${most}`;
  return rows.filter((row) => may(reader, 'thing.read', row)).map((row) => {
    const quantity = declared.find(thingTypes, row.type)?.reports[row.quantity];
    return { at: row.at, kind: 'reading', title: row.name, detail: `${declared.say(quantity?.title ?? row.quantity, locale)} ${row.value} ${quantity?.unit ?? ''}`.trim(), who: row.code, link: `/api/v1/things/${row.code}` };
  });
}

/** The time in a UUIDv7; for any other id (its digits would give some odd year) now. */
function bornAt(traceId: string, now: Date): Date {
  const time = idTime(traceId);
  return traceId[12] === '7' && time.getUTCFullYear() >= 2020 && time.getTime() < now.getTime() + 86_400_000 ? time : now;
}

async function valueSteps({ db, declared }: House, reader: Reader, traceId: string, locale: Locale): Promise<Step[]> {
  if (!may(reader, 'signal.read')) return [];
  const rows = await db<{ signal: string; region: string; start: Date; value: number; computedAt: Date; name: string | null }[]>`
    select signal, region, start, value, computed_at as "computedAt", (select name from regions where code = region) as name from signal_values where trace_id = ${traceId} and organ = '' order by computed_at limit ${most}`;
  return rows.map(({ signal: key, region, start, value, computedAt, name }) => {
    const signal = declared.find(signals, key);
    return { at: computedAt, kind: 'value', title: `${declared.say(signal?.title ?? key, locale)} · ${name ?? region}`, detail: `${value.toFixed(signal?.decimals ?? 2)}${signal?.unit ?? ''}`, who: null, link: `/api/v1/signals/${key}/values/${region}/${start.toISOString()}` };
  });
}

/** Events of matters are left to their acts, which say more. */
async function eventSteps({ db, declared }: House, reader: Reader, traceId: string, locale: Locale): Promise<Step[]> {
  const events = await readTrace(db, traceId);
  return events
    .filter(({ topic, organ, region }) => !topic.startsWith('matter.') && topic !== 'thing.reported' && topic !== 'signal.computed' && may(reader, `${topic.split('.')[0] ?? ''}.read`, { organ, region }))
    .map(({ id, topic, payload }) => ({ at: idTime(id), kind: 'event', title: topicWords(topic, locale), detail: detailOf(payload, (text) => declared.say(text, locale)), who: null, link: null }));
}

/** The telling facts of an event: its title, value and level, or its reason. */
function detailOf(payload: Record<string, unknown>, say: (text: string) => string): string {
  const parts = [payload['title'] ?? payload['name'] ?? payload['number'], payload['value'], payload['unit'], payload['reason']];
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').map((part) => (typeof part === 'string' ? say(part) : String(part))).join(' ');
}

async function actSteps({ db, declared }: House, reader: Reader, traceId: string, locale: Locale): Promise<Step[]> {
  const matters = await db<Pick<Matter, 'id' | 'number' | 'title' | 'openedBy' | 'subjectId' | 'organ' | 'region'>[]>`select id, number, title, opened_by as "openedBy", subject_id as "subjectId", organ, region from matters where trace_id = ${traceId} order by id limit 20`;
  const seen = matters.filter((matter) => maySee(reader, matter));
  const steps = await Promise.all(seen.map(async (matter) => (await timelineOf(db, matter.id)).map((act): Step => ({
    at: act.at, kind: 'act', title: `${matter.title} · ${declared.say(act.title, locale)}`, detail: act.reason ?? '', who: act.actor, link: `/api/v1/matters/${matter.number}`,
  }))));
  return steps.flat();
}
