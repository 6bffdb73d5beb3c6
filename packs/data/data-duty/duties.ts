import { defineDuty } from '#domain/subject/define-duty.ts';

/** 首席数据代表: answers for all data of an organ. */
export const representative = defineDuty({ key: 'chief-data-representative', title: '首席数据代表', task: '统筹本单位数据工作，接收并按时答复涉及本单位的数据事项' });

/** The ten links of data work, each with somebody who answers for it (十个环节责任). */
export const links = [
  defineDuty({ key: 'data-collection', title: '数据采集责任人', task: '按目录采集数据，保证来源合法、及时' }),
  defineDuty({ key: 'data-governance', title: '数据治理责任人', task: '按标准清洗、编码、归类' }),
  defineDuty({ key: 'data-check', title: '数据核查责任人', task: '核实疑问数据，答复质量问题' }),
  defineDuty({ key: 'data-update', title: '数据更新责任人', task: '按承诺的周期更新数据' }),
  defineDuty({ key: 'data-sharing', title: '数据共享责任人', task: '受理共享申请，在时限内答复' }),
  defineDuty({ key: 'data-opening', title: '数据开放责任人', task: '审定开放清单，维护开放数据' }),
  defineDuty({ key: 'data-use', title: '数据使用责任人', task: '保证本单位按用途使用取得的数据' }),
  defineDuty({ key: 'data-security', title: '数据安全责任人', task: '落实分级保护，处置安全事件' }),
  defineDuty({ key: 'data-storage', title: '数据存储责任人', task: '保证数据存储、备份和恢复' }),
  defineDuty({ key: 'data-archive', title: '数据归档责任人', task: '按期归档和销毁数据' }),
];
