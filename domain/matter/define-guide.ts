import type { TObject } from 'typebox';
import type { Duration } from '#kernel/time/duration.ts';
import type { ProofType } from '#domain/proof/define.ts';

/** Legal ground: 设定依据. */
export type Law = { readonly name: string; readonly article: string };
export const law = (name: string, article: string): Law => ({ name, article });

/** All elements of an item guide (GB/T 39554.2; national item library). Durations in working days unless they say otherwise. */
export type Guide = {
  readonly catalogCode: string;
  readonly basis: readonly Law[];
  /** 许可 确认 给付 奖励 公共服务 … with the national code. */
  readonly type: '01 行政许可' | '05 行政给付' | '07 行政确认' | '08 行政奖励' | '10 其他行政权力' | '20 公共服务';
  readonly powerSource: '法定本级行使' | '上级下放' | '上级授权' | '同级授权' | '上级委托' | '同级委托';
  readonly level: 'city' | 'county' | 'town';
  /** Function of the organ that decides. */
  readonly organ: string;
  readonly jointOrgans: readonly string[];
  readonly serves: readonly ('自然人' | '企业法人' | '事业法人' | '社会组织法人' | '非法人企业' | '行政机关')[];
  readonly handling: '即办件' | '承诺件';
  readonly forms: readonly ('窗口办理' | '网上办理' | '邮寄办理')[];
  readonly conditions: readonly string[];
  readonly flow: readonly string[];
  readonly specialProcedures: readonly string[];
  readonly quantityLimit: string;
  readonly statutory: Duration;
  readonly promised: Duration;
  readonly visits: number;
  readonly visitsWhy: string;
  readonly onlineDepth: readonly ('互联网咨询' | '收件' | '预审' | '受理' | '办理' | '结果反馈')[];
  readonly range: '全国通办' | '全省通办' | '全市通办' | '县域通办' | '镇街办理';
  readonly fee: 'none' | { readonly items: readonly { readonly name: string; readonly standard: string; readonly basis: string }[] };
  readonly result: { readonly kind: '证照' | '批文' | '其他' | '无'; readonly name: string };
  readonly delivery: readonly ('网上下载' | '窗口领取' | '邮寄送达')[];
  readonly booking: boolean;
  readonly kiosk: boolean;
  readonly hall: { readonly address: string; readonly hours: string };
  readonly consultation: string;
  readonly supervision: string;
};

export const none = 'none' as const;

/** One situation question asked before the form; its answer decides which materials and fields apply. */
export type Question = { readonly key: string; readonly title: string; readonly hint?: string; readonly options: Readonly<Record<string, string>> };
export const question = (key: string, title: string, options: Readonly<Record<string, string>>, hint?: string): Question => ({ key, title, options, ...(hint ? { hint } : {}) });

export type Answers = Readonly<Record<string, string>>;

/** 申请材料. */
export type Material = {
  readonly key: string;
  readonly title: string;
  readonly type: '原件' | '复印件' | '电子件';
  readonly copies: number;
  readonly source: '申请人自备' | '政府部门核发' | '其他';
  readonly standard: string;
  readonly needed: boolean;
  /** Only for these answers. */
  readonly when?: (answers: Answers) => boolean;
  /** The e-licence that replaces it: nothing to upload while the applicant holds a valid one. */
  readonly from?: ProofType;
  /** 容缺: may be supplied after acceptance. */
  readonly later: boolean;
};
type MaterialMore = Partial<Omit<Material, 'key' | 'title'>>;
export const material = (key: string, title: string, more: MaterialMore = {}): Material =>
  ({ key, title, type: '电子件', copies: 1, source: more.from ? '政府部门核发' : '申请人自备', standard: '清晰、完整、在有效期内', needed: true, later: false, ...more });

/** The materials that apply to given answers. */
export const materialsFor = (type: { readonly materials: readonly Material[] }, answers: Answers) => type.materials.filter((each) => !each.when || each.when(answers));

/** Fields of a form may be limited to certain answers with `x-when`, a map of question key → allowed options. */
export function formFor(form: TObject, answers: Answers): TObject {
  const skipped = Object.entries(form.properties as Record<string, object>).filter(([, field]) => !applies(field, answers)).map(([name]) => name);
  if (skipped.length === 0) return form;
  const properties = Object.fromEntries(Object.entries(form.properties).filter(([name]) => !skipped.includes(name)));
  return { ...form, properties, required: ((form as { required?: string[] }).required ?? []).filter((name) => !skipped.includes(name)) } as unknown as TObject;
}

function applies(field: object, answers: Answers): boolean {
  const when = (field as { 'x-when'?: Record<string, readonly string[]> })['x-when'];
  return !when || Object.entries(when).every(([question, options]) => options.includes(answers[question] ?? ''));
}
