import { Type } from 'typebox';
import { choice, date, text } from '#kernel/schema/fields.ts';
import { years } from '#kernel/time/duration.ts';
import { defineProof } from '#domain/proof/define.ts';

/** The defining body in the demonstration: an invented, valid credit code of an unassigned division. */
const definer = '12999901400012342M';

export const premisesKinds = { hotel: '旅店', bath: '沐浴场所', barber: '理发美容', pool: '游泳场所', cinema: '影剧院', mall: '商场', other: '其他' } as const;

export const hygieneLicence = defineProof({
  key: 'hygiene-licence', title: '公共场所卫生许可证', typeCode: `${definer}201`, holder: 'person', valid: years(4), numberPrefix: '茂卫公证字',
  face: Type.Object({ name: text('单位名称'), head: text('负责人'), place: text('地址'), kind: choice('场所类别', premisesKinds) }),
  faceFrom: (form, holder) => ({ name: form['premises'], head: holder.name, place: form['place'], kind: form['kind'] }),
});

export const waterLicence = defineProof({
  key: 'water-hygiene-licence', title: '供水单位卫生许可证', typeCode: `${definer}202`, holder: 'person', valid: years(4), numberPrefix: '茂卫水证字',
  face: Type.Object({ name: text('单位名称'), head: text('负责人'), place: text('地址'), supply: text('供水方式') }),
  faceFrom: (form, holder) => ({ name: form['premises'], head: holder.name, place: form['place'], supply: { central: '集中式供水', second: '二次供水' }[String(form['supply'])] ?? form['supply'] }),
});

export const birthCertificate = defineProof({
  key: 'birth-registration', title: '生育登记凭证', typeCode: `${definer}203`, holder: 'person', valid: null, numberPrefix: '茂卫生登字',
  face: Type.Object({ name: text('登记人'), expected: date('预产期'), order: text('孩次') }),
  faceFrom: (form, holder) => ({ name: holder.name, expected: form['expected'], order: `第 ${String(form['order'])} 孩` }),
});
