import type { TObject } from 'typebox';
import { nounKey, type Declaration, type Fault } from '#kernel/declare/declared.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { columnsOf } from './column.ts';
import { faultsInRules, type GivenRule } from './quality/rule.ts';

/** 共享属性: without condition, with the condition stated, or not at all, citing the law. */
export type Sharing = { readonly type: 'unconditional' } | { readonly type: 'conditional'; readonly condition: string } | { readonly type: 'none'; readonly basis: string };
/** 开放属性: to anybody, on a condition, or not. */
export type Opening = { readonly type: 'open' } | { readonly type: 'conditional'; readonly condition: string } | { readonly type: 'closed' };
/** 更新周期. */
export const cycles = { realtime: '实时', daily: '每日', weekly: '每周', monthly: '每月', quarterly: '每季度', yearly: '每年', other: '其他' } as const;
export type Cycle = keyof typeof cycles;
/** Grade by GB/T 43697: core, important, or general data with its level 1 (public) to 4 (highly sensitive). */
export type Grade = { readonly grade: 'core' | 'important' | 'general'; readonly level: 1 | 2 | 3 | 4; readonly basis?: string };

/** A dataset a pack declares: its catalogue entry, columns and rules. Uploads fill it like any other. */
export type RecordType = Declaration & {
  readonly noun: 'record';
  readonly summary: string;
  /** Function of the organ in charge, e.g. 生态环境局. */
  readonly owner: string;
  /** Front part of the resource code, 10 digits: class (1 基础 2 主题 3 部门), item, section, detail. */
  readonly category: string;
  /** The duty it belongs to (业务属性) and the system it comes from (来源属性). */
  readonly duty: string;
  readonly source: string;
  readonly columns: TObject;
  readonly rules: readonly GivenRule[];
  readonly sharing: Sharing;
  readonly opening: Opening;
  readonly grade: Grade;
  readonly cycle: Cycle;
  /** Column with the identity number of the person a row is about. */
  readonly subject?: string;
  /** Days after which versions no longer current are destroyed. */
  readonly keepDays?: number;
};

export const recordTypes = nounKey<RecordType>('record');

type Given = Omit<RecordType, 'noun' | 'rules'> & Partial<Pick<RecordType, 'rules'>>;

/** Declares a dataset: what is in it, whose it is, who may have it. */
export const defineRecord = (given: Given): RecordType => Object.freeze({ noun: 'record' as const, rules: [], ...given });

/** Everything wrong with a declared dataset, for the load check of packs. */
export function checkRecord(pack: string, record: RecordType): Fault[] {
  const spot = `record ${record.key}`;
  const names = fieldsOf(record.columns).map((field) => field.name);
  const columns = columnsOf(record.columns).map((column) => ({ ...column, kept: 'value' as const }));
  return [
    ...(/^[123]\d{9}$/.test(record.category) ? [] : [{ pack, spot, said: `category “${record.category}” must be ten digits beginning with 1 (基础), 2 (主题) or 3 (部门).` }]),
    ...(names.length === 0 ? [{ pack, spot, said: 'it has no columns.' }] : []),
    ...(record.subject !== undefined && !names.includes(record.subject) ? [{ pack, spot, said: `subject “${record.subject}” is no column.`, known: names }] : []),
    ...faultsInRules(record.rules, columns).map((fault) => ({ pack, spot: `${spot} · ${fault.pointer.slice(1)}`, said: `${fault.en}.`, known: names })),
  ];
}
