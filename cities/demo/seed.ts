import { fileURLToPath } from 'node:url';
import type { House } from '#kernel/house.ts';
import type { City } from '../city.ts';
import type { Session } from '../session.ts';
import type { InventedMap } from '../shapes.ts';
import { grow } from './grow.ts';
import { registries } from './registries.ts';
import { amountsFor } from './scale.ts';
import { laySpots } from './spots.ts';

/** Generates the demonstration up to the wanted scale. Every row is marked as demonstration data. */
export async function seedDemo(house: House, session: Session, city: City, map: () => InventedMap, say: (line: string) => void): Promise<void> {
  const amounts = amountsFor(house.config.scale);
  const isMissing = Object.entries(amounts).some(([name, wanted]) => Number(session.done(name) ?? 0) < wanted);
  if (!isMissing) return;
  await session.db.file(fileURLToPath(new URL('functions.sql', import.meta.url)));
  const spots = await laySpots(session.db, map());
  for (const growth of registries(city, amounts, spots)) await grow(session, growth, say);
}
