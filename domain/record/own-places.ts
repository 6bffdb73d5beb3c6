import { addEraser } from '#domain/subject/personal/erase.ts';
import { findPerson } from '#domain/subject/persons.ts';
import { subjectKey } from './sharing/keys.ts';

addEraser({
  key: 'datasets',
  erase: async (tx, house, { subjectId }) => {
    const person = await findPerson(tx, house, subjectId);
    const key = person && (await subjectKey(house, person.idNumber));
    const served = key ? await tx<{ dataset: string; table: string }[]>`select d.title as dataset, 'rows_' || s.id as table from served_versions s join datasets d on d.id = s.dataset_id where s.ready_at is not null` : [];
    const places = [];
    for (const { dataset, table } of served) {
      const [row] = await tx<{ kept: number }[]>`select count(*) as kept from ${tx(`served.${table}`)} where subject = ${key}`;
      if ((row?.kept ?? 0) > 0) places.push({ place: `数据集“${dataset}”中的记录`, erased: 0, kept: row?.kept ?? 0, why: '由数据所属单位依法持有；请在“我的数据”中查看单位并向其申请' });
    }
    return places;
  },
});
