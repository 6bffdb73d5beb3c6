import type { FastifyRequest } from 'fastify';
import type { House } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import { placesOf } from '#domain/place/places.ts';
import { principalsOf } from '#domain/subject/personal/mandates.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { speaker, type Locale } from '#web/words/dictionary.ts';
import { portalWords, type PortalSay } from '#web/words/portal.ts';
import { countWaiting } from './waiting.ts';

/** One reader asking for one page: who they are, in which language and size they read, and what stands on every page. */
export type Visit = {
  readonly house: House;
  readonly request: FastifyRequest;
  readonly reader: Reader;
  readonly locale: Locale;
  /** The portal's own words. */
  readonly say: PortalSay;
  /** A word a pack declared, in the reader's language. */
  readonly declared: (chinese: string) => string;
  readonly now: Date;
  readonly today: string;
  /** Large letters and high contrast. */
  readonly elder: boolean;
  /** The city's name: 茂名市. */
  readonly city: string;
  /** Whom the reader is applying for at the moment, by a mandate in force; null: for themselves. */
  readonly actingFor: { readonly id: string; readonly name: string } | null;
  /** Matters in which it is this reader's turn. */
  readonly waiting: number;
};

/** What the elder mode is kept in, so that the server draws the page large from the first byte. */
export const elderCookie = 'elder';

export async function visitOf(house: House, request: FastifyRequest): Promise<Visit> {
  const { locale, reader } = request;
  const now = house.clock.now();
  const declared = (chinese: string) => house.declared.say(chinese, locale);
  const [{ tree }, waiting, actingFor] = await Promise.all([placesOf(house), countWaiting(house, reader), actingForOf(house, request)]);
  return {
    house, request, reader, locale, declared, now, today: dayOf(now), waiting, actingFor,
    say: speaker(portalWords, locale),
    elder: request.cookies[elderCookie] === '1',
    city: declared(tree.all.find(({ level }) => level === 'city')?.name ?? ''),
  };
}

/** What the choice of whom one acts for is kept in; it counts only while the mandate holds. */
export const actingCookie = 'acting_for';

async function actingForOf(house: House, { cookies, reader }: FastifyRequest): Promise<Visit['actingFor']> {
  const chosen = cookies[actingCookie];
  if (!chosen || reader.subjectId === null) return null;
  const found = (await principalsOf(house.db, house, reader.subjectId)).find(({ id }) => id === chosen);
  return found ? { id: found.id, name: found.name } : null;
}

/** The value of a query parameter, trimmed and at most so long; '' when it is absent or sent several times. */
export function asked(request: FastifyRequest, name: string, longest = 200): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim().slice(0, longest) : '';
}
