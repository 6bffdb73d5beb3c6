import type { Field } from '#kernel/schema/fields.ts';
import { maskCitizenId, maskName, maskPhone } from './identifiers/mask.ts';

/** A personal value as shown to readers without need to know it in full (脱敏). */
export function maskValue(field: Pick<Field, 'kind' | 'name' | 'title'>, value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value === null ? null : '＊＊＊';
  switch (field.kind) {
    case 'idNumber': return maskCitizenId(value);
    case 'phone': return maskPhone(value);
    default: return /姓名|联系人|名字|name/i.test(`${field.title} ${field.name}`) ? maskName(value) : `${value.slice(0, 1)}＊＊＊`;
  }
}
