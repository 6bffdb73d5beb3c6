import { Type } from 'typebox';
import { choice, date, text } from '#kernel/schema/fields.ts';
import { years } from '#kernel/time/duration.ts';
import { defineProof } from '#domain/proof/define.ts';

/** The defining body in the demonstration: an invented, valid credit code of an unassigned division. */
const definer = '52999901MJ000123XM';

export const hardships = { age: '大龄失业人员', disabled: '残疾人', family: '零就业家庭成员', long: '连续失业一年以上', land: '失地农民' } as const;

export const unemploymentRecord = defineProof({
  key: 'unemployment-record', title: '失业登记凭证', typeCode: `${definer}301`, holder: 'person', valid: years(1), numberPrefix: '茂人社失字',
  face: Type.Object({ name: text('姓名'), since: date('失业日期') }),
  faceFrom: (form, holder) => ({ name: holder.name, since: form['since'] }),
});

export const hardshipRecord = defineProof({
  key: 'job-hardship-record', title: '就业困难人员认定书', typeCode: `${definer}302`, holder: 'person', valid: years(1), numberPrefix: '茂人社困字',
  face: Type.Object({ name: text('姓名'), hardship: choice('认定类别', hardships) }),
  faceFrom: (form, holder) => ({ name: holder.name, hardship: form['hardship'] }),
});

export const agencyLicence = defineProof({
  key: 'job-agency-licence', title: '人力资源服务许可证', typeCode: `${definer}303`, holder: 'person', valid: null, numberPrefix: '茂人社服字',
  face: Type.Object({ name: text('机构名称'), head: text('负责人'), place: text('地址') }),
  faceFrom: (form, holder) => ({ name: form['agency'], head: holder.name, place: form['place'] }),
});
