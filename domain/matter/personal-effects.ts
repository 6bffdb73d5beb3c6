import { audit } from '#kernel/audit/audit.ts';
import { notifySubject } from '#domain/subject/notices.ts';
import { erasePerson } from '#domain/subject/personal/erase-person.ts';
import { correctPerson, type Correction } from '#domain/subject/persons.ts';
import { provide } from './effect.ts';
import { refuse } from './errors.ts';
import type { Matter } from './matter.ts';

function subjectOf(matter: Matter): string {
  if (matter.subjectId === null) throw refuse('MATTER_NOT_OPEN_TO_YOU', { title: matter.title });
  return matter.subjectId;
}

provide('personal.correct', async ({ tx, house, reader, matter, traceId }) => {
  const subjectId = subjectOf(matter);
  const field = String(matter.form['field']) as keyof Correction;
  await correctPerson(tx, house, subjectId, { [field]: String(matter.form['value']) }, { why: `本人申请更正 ${matter.number}`, matterId: matter.id, accountId: reader.accountId });
  await audit(tx, { accountId: reader.accountId, act: 'person.correct', object: 'person', objectId: subjectId, traceId, purpose: `本人申请更正 ${matter.number}`, subjects: [subjectId], fields: [field] });
});

provide('personal.delete', async ({ tx, house, reader, matter, traceId }) => {
  const subjectId = subjectOf(matter);
  const certificate = await erasePerson(tx, house, subjectId, { matterId: matter.id, number: matter.number, accountId: reader.accountId, traceId });
  await notifySubject(tx, subjectId, { title: '删除证明', body: `您的删除申请 ${matter.number} 已办结，删除证明 ${certificate.id} 可在“我的数据”查看。`, about: matter.id });
});
