import { defineRole } from '#domain/subject/define.ts';

/** 系统安全员 of an organ: enters its systems, reports assessments, mends what was found. */
export const systemKeeper = defineRole({ key: 'system-keeper', title: '系统安全员', reach: 'organ', face: 'office', may: ['matter.read', 'matter.handle', 'system.register'] });
/** 网络安全检查员: opens findings and check lists everywhere in the city, and judges the proof. */
export const systemInspector = defineRole({ key: 'system-inspector', title: '网络安全检查员', reach: 'city', face: 'office', may: ['matter.read', 'matter.handle', 'system.register', 'system.inspect'],
  names: { 'system.register': '登记系统、报告整改', 'system.inspect': '检查系统安全' } });
