import { defineRole } from '#domain/subject/define.ts';

/** 数据统筹: the data bureau, which sees who answers for data in every organ and names where an organ cannot. */
export const dataCoordinator = defineRole({ key: 'data-coordinator', title: '数据统筹管理员', reach: 'city', face: 'hub', may: ['duty.read', 'duty.name', 'dataset.read', 'dataset.request', 'matter.read'] });
