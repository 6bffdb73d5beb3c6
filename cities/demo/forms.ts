import type { TObject } from 'typebox';
import { addDays, type Day } from '#kernel/time/day.ts';
import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { inventCitizenId, inventMobilePhone, inventUscc, type Pick } from '#domain/subject/identifiers/generate.ts';

/** An invented form, and which of its fields the database fills: from a registry, with the town, with the point. */
export type InventedForm = {
  readonly form: Record<string, unknown>;
  /** Field → `person.name`, `enterprise.uscc` …. */
  readonly fills: Record<string, string>;
  readonly regions: readonly string[];
  readonly points: readonly string[];
};

/** What people write, by the option they chose beside it; `other` where none is named. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

/** Fills a form as people would, for a case of about this day. Files and organs are left out: there are none to name. */
export function inventForm(schema: TObject, pick: Pick, day: Day, phrases: Phrases): InventedForm {
  const fields = fieldsOf(schema).filter((field) => field.required || pick(3) > 0);
  const ofKind = (kind: Field['kind']) => fields.filter((field) => field.kind === kind).map(({ name }) => name);
  const filled = fields.filter(({ prefill }) => prefill !== undefined);
  const asked = fields.filter(({ prefill }) => prefill === undefined);
  const chosen = new Map(asked.filter(({ kind }) => kind === 'choice').map((field) => [field.name, valueFor(field, pick, day, [])]));
  /** What people write fits what they chose. */
  const said = [...chosen.values()].map((option) => phrases[String(option)]).find((list) => list !== undefined) ?? phrases['other'] ?? [];
  const values = asked.map((field) => [field.name, chosen.get(field.name) ?? valueFor(field, pick, day, said)] as const);
  return {
    form: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    fills: Object.fromEntries(filled.map(({ name, prefill = '' }) => [name, prefill])),
    regions: ofKind('region'),
    points: ofKind('point'),
  };
}

function valueFor(field: Field, pick: Pick, day: Day, said: readonly string[]): unknown {
  const bound = (name: 'minimum' | 'maximum', otherwise: number) => Number(field.schema[name] ?? otherwise);
  const least = bound('minimum', 1);
  /** Most numbers people write are small against what is allowed. */
  const number = least + pick(Math.max(1, Math.min(bound('maximum', 500) - least, 300)));
  const options = Object.keys(field.labels);
  switch (field.kind) {
    case 'text': return `演示${field.title}${1 + pick(90)}`.slice(0, Number(field.schema['maxLength'] ?? 200));
    case 'longText': return said[pick(said.length)] ?? `演示${field.title}`;
    case 'number': case 'integer': return number;
    case 'money': return number * 10_000;
    case 'date': return addDays(day, field.schema['x-past'] ? -1 - pick(300) : 1 + pick(60));
    case 'time': return `${addDays(day, -pick(5))}T${String(8 + pick(10)).padStart(2, '0')}:30:00+08:00`;
    case 'choice': return options[pick(options.length)];
    case 'choices': return options.slice(0, 1 + pick(options.length));
    case 'yesNo': return pick(2) === 1;
    case 'idNumber': return inventCitizenId(pick, { bornOn: addDays('1990-01-01', -pick(9000)), sex: pick(2) === 1 ? 'male' : 'female' });
    case 'uscc': return inventUscc(pick);
    case 'phone': return inventMobilePhone(pick);
    case 'rating': return 3 + pick(3);
    case 'files': return [];
    case 'region': case 'point': case 'organ': return undefined;
    default: return field.kind satisfies never;
  }
}
