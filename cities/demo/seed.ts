import { fileURLToPath } from 'node:url';
import type { ReservedSql } from 'postgres';
import type { House } from '#kernel/house.ts';
import type { City } from '../city.ts';
import type { Session } from '../session.ts';
import type { InventedMap } from '../shapes.ts';
import { grow } from './grow.ts';
import { matterGrowth } from './matters.ts';
import { registries } from './registries.ts';
import { amountsFor, type Amounts } from './scale.ts';
import { orderSignals } from './signals.ts';
import { laySpots } from './spots.ts';
import { seedStations } from './stations.ts';
import { thingGrowth } from './things.ts';

/** More matters than these are made by two hands. */
const many = 100_000;

/** Generates the demonstration up to the wanted scale. Every row is marked as demonstration data. */
export async function seedDemo(house: House, session: Session, city: City, map: () => InventedMap, say: (line: string) => void): Promise<void> {
  const amounts = amountsFor(house.config.scale);
  const isThere = Object.entries(amounts).every(([name, wanted]) => Number(session.done(name) ?? 0) >= wanted) && session.done('stations') === city.stations.length;
  if (isThere) return;
  // For much there are two hands: one core makes rows while the other does.
  const hands = amounts.matters > many ? [session.db, await session.beside()] : [session.db];
  let spots = 0;
  for (const hand of hands) {
    await hand.file(fileURLToPath(new URL('functions.sql', import.meta.url)));
    spots = await laySpots(hand, map());
  }
  for (const growth of registries(house, city, amounts, spots)) await grow(session, hands, growth, say);
  if (await hasTable(session, 'things')) {
    await seedStations(house, session, city, map);
    const things = amounts.things > 0 ? await thingGrowth(hands, house, city, amounts.things, spots) : null;
    if (things) await grow(session, hands, things, say);
  }
  if (await hasTable(session, 'matters')) await seedMatters(house, session, hands, city, amounts, spots, say);
  for (const table of ['addresses', 'matters']) if (await hasTable(session, table)) await session.db`select settle_word_lists(${table})`;
  if ((await hasTable(session, 'signal_touched')) && !session.done('signals')) await session.step('signals', true, (tx) => orderSignals(tx, house));
}

/** A house may stand without its upper floors; then nothing is generated for them. */
const hasTable = async ({ db }: Session, table: string) => (await db`select to_regclass(${table}) is not null as there`)[0]?.['there'] === true;

/** Twelve months of matters up to the moment the generation began, which a start after a kill keeps. */
async function seedMatters(house: House, session: Session, hands: readonly ReservedSql[], city: City, amounts: Amounts, spots: number, say: (line: string) => void): Promise<void> {
  const run = runOf(session.done('mattersRun'), amounts.matters) ?? { wanted: amounts.matters, before: Number(session.done('matters') ?? 0), now: house.clock.now().toISOString() };
  if (run.before >= amounts.matters) return;
  await session.step('mattersRun', run, async () => undefined);
  const growth = await matterGrowth(hands, house, city, new Date(run.now), amounts, spots, run.before);
  if (!growth) return;
  await grow(session, hands, growth, say);
  await session.db`select setval('matter_numbers', greatest(${amounts.matters}::bigint, (select last_value from matter_numbers)))`;
}

type Run = { readonly wanted: number; readonly before: number; readonly now: string };

/** The run that was begun for the same number of matters, if any. */
function runOf(mark: unknown, wanted: number): Run | null {
  const run = mark as Run | undefined;
  return run?.wanted === wanted ? run : null;
}
