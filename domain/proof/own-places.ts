import { proofsOf } from './read.ts';
import { addEraser } from '#domain/subject/personal/erase.ts';

addEraser({
  key: 'proofs',
  copy: async (db, house, { subjectId }) => ({ licences: (await proofsOf(db, house, subjectId, 1000)).map(({ type, identifier, number, face, issuedOn, validUntil, state }) => ({ type, identifier, number, face, issuedOn, validUntil, state })) }),
  erase: async (tx, _house, { subjectId }) => {
    const [row] = await tx<{ kept: number }[]>`select count(*) as kept from proofs where holder_id = ${subjectId}`;
    return [{ place: '电子证照', erased: 0, kept: row?.kept ?? 0, why: '已签发证照须可核验和归档（国务院关于在线政务服务的若干规定）；可另行申请注销' }];
  },
});
