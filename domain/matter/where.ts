import { isId } from '#kernel/database/id.ts';
import { tellsWhere } from '#domain/subject/rights/objects.ts';

type Row = { readonly organ: string; readonly region: string; readonly openedBy: string | null; readonly subjectId: string | null; readonly organs: string[]; readonly reporters: string[] };

/** Where a case lies, and the ways to it beside the right: having applied, having reported the same, having been sent it or asked about it. */
tellsWhere('matter', async (db, id) => {
  const [row] = await db<Row[]>`
    select organ, region, opened_by as "openedBy", subject_id as "subjectId", array(select account_id from matter_reporters where matter_id = m.id) as reporters,
      array(select dispatched where dispatched is not null union select organ from matter_parts where matter_id = m.id union select organ from matter_acts where matter_id = m.id and organ is not null) as organs
    from matters m where ${isId(id) ? db`id = ${id}` : db`number = ${id}`}`;
  return row ? {
    organ: row.organ, region: row.region,
    alsoBy: async (reader) => {
      if (reader.accountId !== null && (reader.accountId === row.openedBy || (reader.subjectId !== null && reader.subjectId === row.subjectId))) return { zh: '本人就是申请人。', en: 'They are the applicant.' };
      if (reader.accountId !== null && row.reporters.includes(reader.accountId)) return { zh: '本人也上报了这件事。', en: 'They reported the same.' };
      return reader.organ !== null && reader.rights.has('matter.handle') && row.organs.includes(reader.organ) ? { zh: '本单位经办过或被征求过意见。', en: 'Their organ has handled it or was asked about it.' } : null;
    },
  } : null;
});
