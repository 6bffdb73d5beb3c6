import { emit } from '#kernel/bus/outbox.ts';
import type { House } from '#kernel/house.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { millisecondsOf } from '#kernel/time/duration.ts';
import { thingTypes, type ThingType } from './define.ts';

type Silent = { readonly id: string; readonly code: string; readonly name: string; readonly organ: string; readonly region: string; readonly since: Date };

/** Looks for things that have gone silent and tells of each once (`thing.silent`). Answers how many. */
export async function watchSilence(house: House): Promise<number> {
  let found = 0;
  for (const type of house.declared.all(thingTypes)) found += await watchType(house, type);
  return found;
}

/**
 * Only things not certainly heard within the time are looked at, and each that turns out to have been heard is not looked at
 * again before its time is over: a thing costs one index step per period of silence allowed, and its readings cost nothing.
 */
function watchType(house: House, type: ThingType): Promise<number> {
  const deadline = new Date(house.clock.now().getTime() - millisecondsOf(type.silentAfter));
  return house.db.begin(async (tx) => {
    const silent = await tx<Silent[]>`
      with due as (
        select id, heard_until from things where type = ${type.key} and state = 'working' and heard_until < ${deadline} for update skip locked),
      heard as (
        select due.id, greatest(due.heard_until, (select max(latest_readings.at) from latest_readings where latest_readings.thing_id = due.id)) as until from due)
      update things set heard_until = heard.until,
        state = case when heard.until < ${deadline} then 'silent' else 'working' end,
        silent_since = case when heard.until < ${deadline} then heard.until end,
        version = case when heard.until < ${deadline} then version + 1 else version end
      from heard where things.id = heard.id
      returning things.id, code, name, organ, region, silent_since as since`;
    const told = silent.filter(({ since }) => since !== null);
    await emit(tx, told.map(({ id, code, name, organ, region, since }) => ({
      topic: 'thing.silent', about: id, traceId: newTraceId(), organ, region, payload: { type: type.key, code, name, since: since.toISOString() },
    })));
    return told.length;
  });
}
