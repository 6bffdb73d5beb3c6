import type { Db } from '#kernel/database/connect.ts';
import { eraseFiles, type ErasedFile } from '#kernel/files/remove.ts';
import type { House } from '#kernel/house.ts';
import { matterTypes } from './define.ts';
import type { MatterKind } from './kinds.ts';
import { draftsOf } from './drafts.ts';
import { mattersOf } from './read.ts';
import { retentionOf, usualRetention } from './retention.ts';
import { addEraser, type Erased } from '#domain/subject/personal/erase.ts';

const draftYears = 1;

/** Reports are no applications: once dealt with, nobody needs to know who made them. */
const freeAtOnce = ['ticket'];

/**
 * Takes everything personal out of ended cases: the sealed part, whose it was, papers with their bytes, notes of those who joined.
 * The open part stays for figures and archives.
 */
async function forget(tx: Db, condition: ReturnType<Db>): Promise<{ readonly matters: number; readonly papers: readonly ErasedFile[] }> {
  const gone = await tx<{ id: string }[]>`update matters set sealed = null, contact = null, subject_id = null, opened_by = null, materials = '{}', answers = '{}', closed_up = true where ended_at is not null and (sealed is not null or subject_id is not null or opened_by is not null) and ${condition} returning id`;
  const ids = gone.map(({ id }) => id);
  await tx`delete from matter_reporters where matter_id = any(${ids}::uuid[])`;
  const untied = await tx<{ id: string }[]>`delete from file_links where object = 'matter' and object_id = any(${ids}) returning file_id as id`;
  return { matters: gone.length, papers: await eraseFiles(tx, await looseAmong(tx, untied.map(({ id }) => id))) };
}

/** Those of these files that nothing else refers to: neither another case nor a consent or mandate. */
async function looseAmong(tx: Db, fileIds: readonly string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`select f.id from files f where f.id = any(${[...fileIds]}::uuid[])
    and not exists (select 1 from file_links l where l.file_id = f.id) and not exists (select 1 from consents c where c.evidence = f.id) and not exists (select 1 from mandates m where m.evidence = f.id)`;
  return rows.map(({ id }) => id);
}

const gonePapers = (papers: readonly ErasedFile[]): Pick<Erased, 'erased' | 'kept' | 'why' | 'files'> => ({ erased: papers.length, kept: 0, why: null, files: papers.map(({ sha256 }) => ({ before: sha256, after: null })) });

/** Cases that ended longer ago than their type is kept; of a type nobody declares any more, than its kind. */
function pastKeeping(tx: Db, house: House): ReturnType<Db> {
  const types = house.declared.all(matterTypes).map((type) => ({ key: type.key, years: retentionOf(type).years }));
  const kinds = Object.entries(usualRetention).map(([key, { years }]) => ({ key, years }));
  const yearsOf = (list: readonly { key: string; years: number }[], column: ReturnType<Db>) => tx`(select years from unnest(${list.map(({ key }) => key)}::text[], ${list.map(({ years }) => years)}::int[]) as known(key, years) where known.key = ${column})`;
  return tx`ended_at < ${house.clock.now()}::timestamptz - make_interval(years => coalesce(${yearsOf(types, tx`matters.type`)}, ${yearsOf(kinds, tx`matters.kind`)}))`;
}

/** What stays of somebody's ended cases, each type by its own rule. */
function keptCases(house: House, left: readonly { type: string; kind: MatterKind; cases: number }[]): Erased[] {
  return left.map(({ type, kind, cases }) => {
    const known = house.declared.find(matterTypes, type);
    const { years, basis } = retentionOf(known ?? { kind });
    return { place: `保管期限内的办件：${known?.title ?? type}`, erased: 0, kept: cases, why: `${basis}，保管 ${years} 年` };
  });
}

addEraser({
  key: 'matters',
  copy: async (db, house, { subjectId, accountIds }) => ({
    matters: (await Promise.all(accountIds.map((accountId) => mattersOf(db, house, accountId, subjectId, 1000)))).flat().map(({ number, type, title, state, openedAt, endedAt, form, contact }) => ({ number, type, title, state, openedAt, endedAt, form, contact })),
    drafts: (await Promise.all(accountIds.map((accountId) => draftsOf(db, house, accountId)))).flat(),
  }),
  erase: async (tx, house, { subjectId, accountIds }): Promise<Erased[]> => {
    const drafts = await tx`delete from drafts where account_id = any(${[...accountIds]}::uuid[]) returning 1`;
    const mine = tx`(subject_id = ${subjectId} or opened_by = any(${[...accountIds]}::uuid[]))`;
    const { matters: erased, papers } = await forget(tx, tx`${mine} and (kind = any(${freeAtOnce}) or ${pastKeeping(tx, house)})`);
    const joined = await tx`delete from matter_reporters where account_id = any(${[...accountIds]}::uuid[]) returning 1`;
    const left = await tx<{ type: string; kind: MatterKind; ended: boolean; cases: number }[]>`select type, kind, ended_at is not null as ended, count(*) as cases from matters where ${mine} group by 1, 2, 3 order by 1`;
    return [
      { place: '草稿', erased: drafts.length, kept: 0, why: null },
      { place: '已办结的反映和超过保管期限的办件：个人信息与搜索关联', erased, kept: 0, why: null },
      { place: '上述办件的材料和照片', ...gonePapers(papers) },
      { place: '“就是这件”的附议', erased: joined.length, kept: 0, why: null },
      { place: '正在办理的办件', erased: 0, kept: left.filter(({ ended }) => !ended).reduce((sum, { cases }) => sum + cases, 0), why: '办理本人申请所必需，办结后可再申请' },
      ...keptCases(house, left.filter(({ ended }) => ended)),
    ];
  },
  expire: async (tx, house): Promise<Erased[]> => {
    const drafts = await tx`delete from drafts where saved_at < now() - make_interval(years => ${draftYears}) returning 1`;
    const { matters, papers } = await forget(tx, tx`(${pastKeeping(tx, house)})`);
    return [{ place: `草稿（满 ${draftYears} 年）`, erased: drafts.length, kept: 0, why: null }, { place: '超过保管期限的办件：个人信息', erased: matters, kept: 0, why: null }, { place: '超过保管期限的办件：材料和照片', ...gonePapers(papers) }];
  },
});
