import { readsOf } from '#kernel/audit/reads.ts';
import { eraseFiles } from '#kernel/files/remove.ts';
import { findEnterprise } from '../enterprises.ts';
import { changesOf, correctPerson, findPerson } from '../persons.ts';
import { consentsOf } from './consents.ts';
import { addEraser } from './erase.ts';
import { searchFiles } from './search-files.ts';
import { searchTables } from './search-tables.ts';

/** Notices are told and done with; kept so long that somebody who was away still finds them. */
const noticeYears = 2;
/** A request is repeated within minutes or hours; after so many days its answer is of no use. */
const answerDays = 7;

addEraser({
  key: 'registry',
  copy: async (db, house, { subjectId }) => {
    const [person, enterprise] = [await findPerson(db, house, subjectId), await findEnterprise(db, subjectId)];
    return { ...(person ? { person, corrections: await changesOf(db, house, subjectId) } : {}), ...(enterprise ? { enterprise } : {}) };
  },
  erase: async (tx, house, { subjectId }) => {
    const [person] = await tx`select 1 from persons where id = ${subjectId}`;
    if (!person) return [];
    const before = await tx`select 1 from persons where id = ${subjectId} and phone_index is not null`;
    if (before.length > 0) await correctPerson(tx, house, subjectId, { phone: null }, { why: '本人要求删除', matterId: null, accountId: null });
    const forgotten = await tx`update person_changes set sealed = null where person_id = ${subjectId} and sealed is not null returning 1`;
    return [
      { place: '人口库：联系电话', erased: before.length, kept: 0, why: null },
      { place: '人口库：更正前的内容', erased: forgotten.length, kept: 0, why: null },
      { place: '人口库：姓名、公民身份号码、住址、出生日期、性别', erased: 0, kept: 1, why: '依法登记的人口基础信息（户口登记条例、居民身份证法）' },
    ];
  },
});

addEraser({ key: 'texts', search: searchTables });

addEraser({
  key: 'notices',
  copy: async (db, _house, { accountIds }) => ({ notices: await db`select id, title, body, read_at as "readAt" from notices where account_id = any(${[...accountIds]}::uuid[]) order by id` }),
  erase: async (tx, _house, { accountIds }) => {
    const gone = await tx`delete from notices where account_id = any(${[...accountIds]}::uuid[]) returning 1`;
    return [{ place: '站内通知', erased: gone.length, kept: 0, why: null }];
  },
  expire: async (tx) => {
    const gone = await tx`delete from notices where id < uuid_v7_floor(now() - make_interval(years => ${noticeYears})) returning 1`;
    return [{ place: `站内通知（满 ${noticeYears} 年）`, erased: gone.length, kept: 0, why: null }];
  },
});

addEraser({
  key: 'consents',
  copy: async (db, _house, { subjectId }) => ({ consents: await consentsOf(db, [subjectId]) }),
  erase: async (tx, _house, { subjectId, accountIds }) => {
    await tx`update consents set withdrawn_at = now(), withdrawn_by = ${accountIds[0] ?? null} where subject_id = ${subjectId} and withdrawn_at is null`;
    const [row] = await tx<{ kept: number }[]>`select (select count(*) from consents where subject_id = ${subjectId}) + (select count(*) from mandates where principal_id = ${subjectId}) as kept`;
    return [{ place: '同意与授权的记录（已全部撤回）', erased: 0, kept: row?.kept ?? 0, why: '处理活动记录至少保存三年（个人信息保护法第五十六条）' }];
  },
});

addEraser({
  key: 'files',
  erase: async (tx, _house, { accountIds }) => {
    const loose = await tx<{ id: string }[]>`select id from files f where owner_id = any(${[...accountIds]}::uuid[]) and erased_at is null and not exists (select 1 from file_links l where l.file_id = f.id) and not exists (select 1 from consents c where c.evidence = f.id) and not exists (select 1 from mandates m where m.evidence = f.id)`;
    const gone = await eraseFiles(tx, loose.map(({ id }) => id));
    const [row] = await tx<{ kept: number }[]>`select count(*) as kept from files where owner_id = any(${[...accountIds]}::uuid[])`;
    return [{ place: '上传的文件（未用于办件）', erased: gone.length, kept: 0, why: null, files: gone.map(({ sha256 }) => ({ before: sha256, after: null })) }, { place: '上传的文件（办件材料、授权凭证）', erased: 0, kept: row?.kept ?? 0, why: '办件档案在保管期限内（档案法、政务服务档案管理规定）' }];
  },
  search: searchFiles,
});

addEraser({
  key: 'answers',
  erase: async (tx, _house, { accountIds }) => {
    const gone = await tx`delete from idempotency_keys where account = any(${[...accountIds]}) returning 1`;
    return [{ place: '为重复提交保存的回执', erased: gone.length, kept: 0, why: null }];
  },
  expire: async (tx) => {
    const gone = await tx`delete from idempotency_keys where at < now() - make_interval(days => ${answerDays}) returning 1`;
    return [{ place: `为重复提交保存的回执（满 ${answerDays} 天）`, erased: gone.length, kept: 0, why: null }];
  },
});

addEraser({
  key: 'messages',
  erase: async (tx, _house, { accountIds }) => {
    const gone = await tx`delete from messages where account_id = any(${[...accountIds]}::uuid[]) returning 1`;
    return [{ place: '短信发件箱', erased: gone.length, kept: 0, why: null }];
  },
});

addEraser({
  key: 'accounts',
  erase: async (tx, _house, { accountIds }) => {
    const ids = [...accountIds];
    const [row] = await tx<{ accounts: number; ways: number; entries: number }[]>`select (select count(*) from accounts where id = any(${ids}::uuid[])) as accounts, (select count(*) from sign_in_methods where account_id = any(${ids}::uuid[])) as ways, (select count(*) from sign_ins where account_id = any(${ids}::uuid[])) as entries`;
    return [
      { place: '帐号、姓名和登录方式', erased: 0, kept: (row?.accounts ?? 0) + (row?.ways ?? 0), why: '帐号仍在使用；停用帐号后可再申请' },
      { place: '登录记录', erased: 0, kept: row?.entries ?? 0, why: '网络安全法第二十三条：日志留存不少于六个月' },
    ];
  },
});

addEraser({
  key: 'audit',
  copy: async (db, _house, { subjectId }) => ({ reads: await readsOf(db, subjectId, { limit: 1000 }) }),
  erase: async (tx, _house, { subjectId }) => {
    const [row] = await tx<{ kept: number }[]>`select count(*) as kept from audit_subjects where subject_id = ${subjectId}`;
    return [{ place: '审计日志（谁看过，不含内容）', erased: 0, kept: row?.kept ?? 0, why: '网络安全法第二十三条：日志留存不少于六个月，且不得更改' }];
  },
});
