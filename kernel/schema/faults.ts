import type { FieldFault } from '../errors/refusal.ts';
import { formatWords } from './format-words.ts';

/** The part of an Ajv error that is needed to say it in words. */
export type CheckError = { readonly instancePath: string; readonly keyword: string; readonly params: Record<string, unknown>; readonly message?: string | undefined };
type Schema = Record<string, unknown>;

/** Turns check errors into one fault per field, in the words of the field's own title. */
export function faultsOf(errors: readonly CheckError[], schema: Schema | undefined, at: string): FieldFault[] {
  const byPointer = new Map<string, FieldFault>();
  for (const error of errors) {
    const missing = error.keyword === 'required' || error.keyword === 'additionalProperties';
    const name = missing ? `/${String(error.params['missingProperty'] ?? error.params['additionalProperty'])}` : '';
    const pointer = error.instancePath + name;
    const field = fieldAt(schema, pointer);
    const fault = { pointer: at + pointer, ...wordsFor(error, field, titleOf(field, pointer)) };
    if (!byPointer.has(fault.pointer)) byPointer.set(fault.pointer, fault);
  }
  return [...byPointer.values()];
}

const titleOf = (field: Schema | undefined, pointer: string) => (typeof field?.['title'] === 'string' ? field['title'] : pointer.split('/').pop() || '内容');

/** Follows a JSON pointer through properties and items. */
function fieldAt(schema: Schema | undefined, pointer: string): Schema | undefined {
  let at = schema;
  for (const step of pointer.split('/').slice(1)) {
    const properties = at?.['properties'] as Record<string, Schema> | undefined;
    at = properties?.[step] ?? (/^\d+$/.test(step) ? (at?.['items'] as Schema | undefined) ?? at : undefined);
  }
  return at;
}

function wordsFor(error: CheckError, field: Schema | undefined, title: string): { zh: string; en: string } {
  const limit = String(error.params['limit'] ?? '');
  switch (error.keyword) {
    case 'required': return { zh: `请填写“${title}”`, en: `“${title}” is required` };
    case 'additionalProperties': return { zh: `“${title}”不是本表的内容，请去掉`, en: `“${title}” is not part of this form; remove it` };
    case 'minLength': return limit === '1' ? { zh: `请填写“${title}”`, en: `“${title}” is required` } : { zh: `“${title}”至少 ${limit} 个字`, en: `“${title}” needs at least ${limit} characters` };
    case 'maxLength': return { zh: `“${title}”最多 ${limit} 个字`, en: `“${title}” may have at most ${limit} characters` };
    case 'minimum': case 'exclusiveMinimum': return { zh: `“${title}”不能小于 ${limit}`, en: `“${title}” may not be less than ${limit}` };
    case 'maximum': case 'exclusiveMaximum': return { zh: `“${title}”不能大于 ${limit}`, en: `“${title}” may not be more than ${limit}` };
    case 'minItems': return { zh: `“${title}”至少要 ${limit} 项`, en: `“${title}” needs at least ${limit}` };
    case 'maxItems': return { zh: `“${title}”最多 ${limit} 项`, en: `“${title}” may have at most ${limit}` };
    case 'uniqueItems': return { zh: `“${title}”有重复的项`, en: `“${title}” has an entry twice` };
    case 'enum': case 'const': return { zh: `“${title}”请从给出的选项中选择：${optionsOf(field)}`, en: `“${title}” must be one of: ${optionsOf(field)}` };
    case 'format': return formatFault(String(error.params['format']), title);
    case 'pattern': return { zh: `“${title}”的格式不对`, en: `“${title}” has the wrong format` };
    case 'type': return typeFault(String(error.params['type']), title);
    default: return { zh: `“${title}”不符合要求（${error.message ?? error.keyword}）`, en: `“${title}” is not valid (${error.message ?? error.keyword})` };
  }
}

function optionsOf(field: Schema | undefined): string {
  const labels = field?.['x-labels'] as Record<string, string> | undefined;
  const options = field?.['enum'] ?? (field?.['items'] as Schema | undefined)?.['enum'] ?? [];
  return labels ? Object.entries(labels).map(([code, label]) => `${label}(${code})`).join('、') : (options as string[]).join('、');
}

const known: Record<string, { zh: string; en: string }> = {
  date: { zh: '应为存在的日期，如 2026-03-12', en: 'must be a real date such as 2026-03-12' },
  'date-time': { zh: '应为带时区的时间，如 2026-03-12T08:00:00+08:00', en: 'must be a time with offset such as 2026-03-12T08:00:00+08:00' },
  email: { zh: '应为电子邮箱地址', en: 'must be an e-mail address' },
  uri: { zh: '应为网址', en: 'must be a URL' },
  uuid: { zh: '应为系统给出的编号', en: 'must be an id given by this system' },
};

function formatFault(format: string, title: string): { zh: string; en: string } {
  const words = formatWords.get(format) ?? known[format] ?? { zh: '的格式不对', en: 'has the wrong format' };
  return { zh: `“${title}”${words.zh}`, en: `“${title}” ${words.en}` };
}

const types: Record<string, string> = { string: '文字', number: '数字', integer: '整数', boolean: '是或否', array: '列表', object: '一组内容' };
const typeFault = (type: string, title: string) => ({ zh: `“${title}”应为${types[type] ?? type}`, en: `“${title}” must be a ${type}` });
