import type { House } from '#kernel/house.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { addWorkingDays, workingDaysBetween } from '#kernel/time/working-days.ts';
import { dayOf, startOf } from '#kernel/time/day.ts';
import { fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import { organName } from '#domain/subject/organs.ts';
import { maskValue } from '#domain/subject/mask-fields.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { mayDo } from './act.ts';
import { matterTypes, type Act, type MatterType } from './define.ts';
import { stateTitle } from './lifecycle.ts';
import type { ListedMatter, Matter } from './matter.ts';
import { isApplicant } from './people.ts';

/** What is left of a deadline: working days, and whether it has passed. */
export function remaining(matter: Pick<Matter, 'dueAt' | 'endedAt' | 'waits'>, now: Date): { workingDays: number; late: boolean } | null {
  if (matter.dueAt === null || matter.endedAt !== null) return null;
  const late = matter.dueAt < now;
  const today = todayAt(now);
  const due = dayOf(matter.dueAt);
  const counted = today.counted.get(due) ?? Math.abs(workingDaysBetween(today.day, due).days);
  today.counted.set(due, counted);
  return { workingDays: counted, late };
}

/** The moment from which a deadline is no longer near: the start of the fourth working day after this one. */
export const nearUntil = (now: Date): Date => todayAt(now).nearUntil;

/** What every line of every list asks of the working calendar on the same day is counted once a day. */
let today: { readonly day: string; readonly nearUntil: Date; readonly counted: Map<string, number> } | null = null;
function todayAt(now: Date): NonNullable<typeof today> {
  const day = dayOf(now);
  if (today?.day !== day) today = { day, nearUntil: startOf(addWorkingDays(day, 4).day), counted: new Map() };
  return today;
}

/** 红黄绿灯: red when the deadline has passed, yellow in its last three working days, green before, grey after the end or without one. */
export function lightOf(matter: Pick<Matter, 'dueAt' | 'endedAt'>, now: Date): 'red' | 'yellow' | 'green' | 'grey' {
  if (matter.dueAt === null || matter.endedAt !== null) return 'grey';
  return matter.dueAt < now ? 'red' : matter.dueAt < nearUntil(now) ? 'yellow' : 'green';
}

/** One line of a list. */
export function summary(house: House, matter: ListedMatter, locale: Locale) {
  const type = house.declared.find(matterTypes, matter.type);
  const say = (text: string) => house.declared.say(text, locale);
  return {
    id: matter.id, number: matter.number, type: matter.type, typeTitle: say(type?.title ?? matter.type), kind: matter.kind, title: matter.title,
    state: matter.state, stateTitle: say(type ? stateTitle(type, matter.state) : matter.state), outcome: matter.outcome,
    organ: matter.organ, organName: organName(house, matter.organ), region: matter.region, point: matter.lon === null || matter.lat === null ? null : [matter.lon, matter.lat],
    level: matter.level, levelTitle: matter.level ? say(type?.levels?.[matter.level] ?? matter.level) : null, source: matter.source, waits: matter.waits,
    openedAt: formatMoment(matter.openedAt), dueAt: matter.dueAt ? formatMoment(matter.dueAt) : null, endedAt: matter.endedAt ? formatMoment(matter.endedAt) : null,
    remaining: remaining(matter, house.clock.now()), light: lightOf(matter, house.clock.now()), demo: matter.demo, version: matter.version,
  };
}

/** An act somebody may do now, as a form and a button. */
export type OpenAct = { readonly key: string; readonly title: string; readonly primary: boolean; readonly reason: 'needed' | 'allowed' | null; readonly asks: object | null; readonly needs: readonly string[]; readonly ends: boolean; readonly corrects: boolean };

/** What this reader may do with the matter now. */
export async function actsOpenTo(house: House, reader: Reader, matter: Matter, locale: Locale): Promise<OpenAct[]> {
  const type = house.declared.find(matterTypes, matter.type);
  const state = type?.lifecycle[matter.state];
  if (!type || !state || matter.endedAt !== null) return [];
  const open: OpenAct[] = [];
  for (const [key, step] of Object.entries(state.acts)) if (await mayDo(house, reader, type, state, step, matter)) open.push(asOpen(house, key, step, locale));
  return open;
}

const asOpen = (house: House, key: string, step: Act, locale: Locale): OpenAct => ({
  key, title: house.declared.say(step.title, locale), primary: step.primary ?? false, reason: step.reason ?? null, asks: step.asks ?? null, needs: [...(step.needs ?? [])], ends: typeof step.to !== 'string', corrects: step.corrects ?? false,
});

/** What acts asked about persons, by act, as this reader may see it: in full, or masked. */
export function shownSaid(type: MatterType, matter: Matter, entry: { readonly id: string; readonly act: string; readonly data: Record<string, unknown> }, open: boolean): Record<string, unknown> {
  const said = matter.said[entry.id];
  if (!said) return entry.data;
  const asked = fieldsOf(Object.values(type.lifecycle).map((state) => state.acts[entry.act]?.asks).find((schema) => schema !== undefined) ?? type.form);
  return { ...entry.data, ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, open ? value : maskValue(asked.find((field) => field.name === name) ?? { kind: 'text', name, title: name }, value)])) };
}

/** Fields of the form as this reader may see them: personal ones masked unless it is their own. Officials open them one by one, with a purpose (reveal.ts). */
export function shownForm(type: MatterType, matter: Matter, reader: Reader): { form: Record<string, unknown>; masked: string[] } {
  const open = isApplicant(reader, matter);
  const masked: string[] = [];
  const form = { ...matter.form };
  if (!open) {
    for (const field of fieldsOf(type.form)) {
      if (isMasked(field) && form[field.name] !== undefined) {
        form[field.name] = maskValue(field, form[field.name]);
        masked.push(field.name);
      }
    }
  }
  return { form, masked };
}
