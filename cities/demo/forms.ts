import type { TObject } from 'typebox';
import { addDays, type Day } from '#kernel/time/day.ts';
import { fieldsOf, isMasked, type Field } from '#kernel/schema/fields.ts';
import type { DemoWords } from '../city.ts';
import { menNames, surnames, womenNames } from './names.ts';
import { inventCitizenId, inventMobilePhone, inventUscc, type Pick } from '#domain/subject/identifiers/generate.ts';

/** An invented form, and which of its fields the database fills: from a registry, with the town, with the point. */
export type InventedForm = {
  readonly form: Record<string, unknown>;
  /** Field → `person.name`, `enterprise.uscc` …. */
  readonly fills: Record<string, string>;
  readonly regions: readonly string[];
  readonly points: readonly string[];
  /** What may be searched for: texts that are not personal. */
  readonly said: readonly string[];
};

/** Fills a form as people would, for a case of about this day. Files and organs are left out: there are none to name. */
export function inventForm(schema: TObject, pick: Pick, day: Day, words: DemoWords): InventedForm {
  const fields = fieldsOf(schema).filter((field) => field.required || pick(3) > 0);
  const ofKind = (kind: Field['kind']) => fields.filter((field) => field.kind === kind).map(({ name }) => name);
  const filled = fields.filter(({ prefill }) => prefill !== undefined);
  const asked = fields.filter(({ prefill }) => prefill === undefined);
  const chosen = new Map(asked.filter(({ kind }) => kind === 'choice').map((field) => [field.name, valueFor(field, pick, day, words, [])]));
  /** What people write fits what they chose. */
  const said = [...chosen.values()].map((option) => words.phrases[String(option)]).find((list) => list !== undefined) ?? words.phrases['other'] ?? [];
  const values = asked.map((field) => [field.name, chosen.get(field.name) ?? valueFor(field, pick, day, words, said)] as const);
  return {
    form: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
    fills: Object.fromEntries(filled.map(({ name, prefill = '' }) => [name, prefill])),
    regions: ofKind('region'),
    points: ofKind('point'),
    said: values.flatMap(([name, value]) => (isSearchable(fields.find((field) => field.name === name)) ? [String(value)] : [])),
  };
}

const isSearchable = (field: Field | undefined) => (field?.kind === 'text' || field?.kind === 'longText') && !isMasked(field);

function valueFor(field: Field, pick: Pick, day: Day, words: DemoWords, said: readonly string[]): unknown {
  const bound = (name: 'minimum' | 'maximum', otherwise: number) => Number(field.schema[name] ?? otherwise);
  const least = bound('minimum', 1);
  /** Most numbers people write are small against what is allowed. */
  const number = least + pick(Math.max(1, Math.min(bound('maximum', 500) - least, 300)));
  const options = Object.keys(field.labels);
  switch (field.kind) {
    case 'text': return textFor(field.title, pick, words).slice(0, Number(field.schema['maxLength'] ?? 200));
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

/** A short text by what its field is called; where nothing fits, one that says it is invented. */
function textFor(title: string, pick: Pick, { roads, shopNames, products }: DemoWords): string {
  const one = (list: readonly string[]) => list[pick(list.length)] ?? '';
  if (/位置|地址|地点/.test(title)) return `${one(roads)}${1 + pick(288)}号附近`;
  if (/姓名/.test(title)) return one(surnames) + one(pick(2) === 0 ? menNames : womenNames) + one(pick(2) === 0 ? menNames : womenNames);
  if (/名称|字号|单位|机构|站点/.test(title)) return `${one(shopNames)}${one(products)}${title.endsWith('站点') ? '站' : ''}`;
  return `演示${title}${1 + pick(90)}`;
}
