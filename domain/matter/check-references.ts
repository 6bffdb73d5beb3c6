import type { Fault } from '#kernel/declare/declared.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import type { Act, MatterType } from './define.ts';

/** What a matter type names by a word — fields, questions, levels, parties — must be there. */
export function checkReferences(pack: string, type: MatterType): Fault[] {
  const faults: Fault[] = [];
  const at = (spot: string, said: string, known?: readonly string[]) => faults.push({ pack, spot: `matter ${type.key} · ${spot}`, said, ...(known ? { known } : {}) });
  const fields = fieldsOf(type.form);
  const names = fields.map((field) => field.name);
  for (const [key, party] of Object.entries(type.people)) {
    if (party.kind === 'named' && !names.includes(party.field)) at(`people ${key}`, `is named in field “${party.field}”, which the form does not have.`, names);
  }
  for (const field of fields) checkWhen(type, field.name, field.schema, at);
  if (type.deadlineIn !== undefined && fields.find((field) => field.name === type.deadlineIn)?.kind !== 'date') {
    at('deadlineIn', `takes the last day from “${type.deadlineIn}”, which is no date field of the form.`, fields.filter((field) => field.kind === 'date').map((field) => field.name));
  }
  for (const [part, name] of Object.entries(type.report ?? {})) if (!names.includes(name)) at(`report ${part}`, `is put into field “${name}”, which the form does not have.`, names);
  for (const key of twice(type.questions)) at(`question ${key}`, 'is asked twice under one key. Give each its own.');
  for (const key of twice(type.materials)) at(`material ${key}`, 'is listed twice under one key. Give each its own.');
  for (const [key, state] of Object.entries(type.lifecycle)) for (const [name, act] of Object.entries(state.acts)) checkAsked(type, names, `state ${key} · act ${name}`, act, at);
  checkDispatch(type, at);
  return faults;
}

type At = (spot: string, said: string, known?: readonly string[]) => void;

function checkWhen(type: MatterType, name: string, field: object, at: At): void {
  const when = (field as { 'x-when'?: Record<string, readonly string[]> })['x-when'] ?? {};
  for (const [key, options] of Object.entries(when)) {
    const asked = type.questions.find((question) => question.key === key);
    if (!asked) at(`field ${name}`, `depends on question “${key}”, which is not asked.`, type.questions.map((question) => question.key));
    else for (const option of options) if (!(option in asked.options)) at(`field ${name}`, `depends on the answer “${option}”, which question “${key}” does not offer.`, Object.keys(asked.options));
  }
}

function checkAsked(type: MatterType, names: readonly string[], spot: string, act: Act, at: At): void {
  const acts = Object.values(type.lifecycle).flatMap((state) => Object.keys(state.acts));
  if (act.notBy !== undefined && !acts.includes(act.notBy)) at(spot, `may not be done by who did “${act.notBy}”, which is no act of this matter.`, acts);
  const asked = act.asks ? fieldsOf(act.asks) : [];
  for (const name of act.sets ?? []) {
    if (!asked.some((field) => field.name === name)) at(spot, `sets “${name}”, which it does not ask for.`, asked.map((field) => field.name));
    if (!names.includes(name)) at(spot, `sets “${name}”, which the form does not have.`, names);
  }
  const levels = Object.keys(type.levels ?? {});
  const level = asked.find((field) => field.name === 'level');
  for (const option of Object.keys(level?.labels ?? {})) if (!levels.includes(option)) at(spot, `offers the level “${option}”, which the matter does not declare.`, levels);
}

/** A state that is the turn of the dispatched organ needs an act, or an event, that dispatches. */
function checkDispatch(type: MatterType, at: At): void {
  const dispatches = type.opensOn !== undefined || Object.values(type.lifecycle).some((state) => Object.values(state.acts).some((act) => act.asks && fieldsOf(act.asks).some((field) => field.name === 'organ')));
  if (dispatches) return;
  for (const [key, state] of Object.entries(type.lifecycle)) if (type.people[state.by]?.kind === 'dispatched') at(`state ${key}`, `is the turn of “${state.by}”, but no act asks for the organ. Let an act ask for a field “organ”.`);
}

const twice = (all: readonly { readonly key: string }[]): string[] => [...new Set(all.map(({ key }) => key))].filter((key) => all.filter((each) => each.key === key).length > 1);
