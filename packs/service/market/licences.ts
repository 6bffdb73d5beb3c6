import { Type } from 'typebox';
import { choices, text } from '#kernel/schema/fields.ts';
import { years } from '#kernel/time/duration.ts';
import { defineProof } from '#domain/proof/define.ts';

/** 国家市场监督管理总局 in the demonstration: an invented, valid credit code of an unassigned division. */
const definer = '11999901000012343E';

export const businessLicence = defineProof({
  key: 'sole-trader-licence', title: '个体工商户营业执照', typeCode: `${definer}101`, holder: 'person', valid: null, numberPrefix: '茂个字',
  face: Type.Object({ name: text('名称'), owner: text('经营者'), place: text('经营场所'), scope: text('经营范围', { maxLength: 1000 }) }),
  faceFrom: (form, holder) => ({ name: form['tradeName'], owner: holder.name, place: form['place'], scope: form['scope'] }),
});

export const foodKinds = { prepacked: '预包装食品销售', bulk: '散装食品销售', hot: '热食类制售', cold: '冷食类制售', drinks: '自制饮品制售' } as const;

export const foodLicence = defineProof({
  key: 'food-licence', title: '食品经营许可证', typeCode: `${definer}102`, holder: 'person', valid: years(5), numberPrefix: '茂食经字',
  face: Type.Object({ name: text('经营者名称'), owner: text('负责人'), place: text('经营场所'), kinds: choices('经营项目', foodKinds) }),
  faceFrom: (form, holder) => ({ name: form['tradeName'], owner: holder.name, place: form['place'], kinds: form['kinds'] }),
});

export const workshopCertificate = defineProof({
  key: 'food-workshop-certificate', title: '食品小作坊登记证', typeCode: `${definer}103`, holder: 'person', valid: years(3), numberPrefix: '茂小作坊字',
  face: Type.Object({ name: text('小作坊名称'), owner: text('负责人'), place: text('生产地址'), products: text('产品种类') }),
  faceFrom: (form, holder) => ({ name: form['tradeName'], owner: holder.name, place: form['place'], products: form['products'] }),
});
