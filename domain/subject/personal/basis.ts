import { Type } from 'typebox';

/** Why the law lets an official see personal data (个人信息保护法 第十三、三十四条), and what each is called. */
export const bases = {
  duty: { zh: '履行法定职责', en: 'Duty laid down by law' },
  consent: { zh: '取得个人同意', en: 'Consent of the person' },
  emergency: { zh: '紧急情况下保护生命健康和财产', en: 'Emergency: life, health, property' },
  request: { zh: '应本人要求', en: 'At the person’s own request' },
} as const;
export type Basis = keyof typeof bases;

/** What every look at protected values asks for. */
export const revealBody = Type.Object({
  purpose: Type.String({ minLength: 4, maxLength: 200, title: '查看用途' }),
  basis: Type.Unsafe<Basis>({ type: 'string', enum: Object.keys(bases), title: '查看依据', 'x-labels': Object.fromEntries(Object.entries(bases).map(([key, { zh }]) => [key, zh])) }),
  fields: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1, maxItems: 60, uniqueItems: true, title: '查看的字段' }),
}, { additionalProperties: false });
