import { defineScene, type Bearer } from '#domain/proof/define-scene.ts';
import { businessLicence, foodLicence } from '#packs/service/market/licences.ts';
import { hardshipRecord, unemploymentRecord } from '#packs/service/employment/licences.ts';
import type { ProofType } from '#domain/proof/define.ts';

/** Titles of the licences held, with their numbers; null when none is. */
const held = (types: readonly ProofType[]) => (bearer: Bearer): string | null => {
  const lines = types.flatMap((type) => {
    const licence = bearer.holds(type);
    return licence ? [`${type.title} ${licence.number}`] : [];
  });
  return lines.length === 0 ? null : lines.join('；');
};

const ofPerson = [unemploymentRecord, hardshipRecord];
const ofEnterprise = [businessLicence, foodLicence];

const window = defineScene({
  key: 'service-window', title: '政务窗口', lead: '政务服务数据管理局', holder: 'person', purpose: '办理业务时核对身份和证照', keepDays: 7, reads: ofPerson,
  shows: [{ title: '姓名', say: ({ name }) => name }, { title: '证件号码', say: ({ maskedCode }) => maskedCode }, { title: '有效证照', say: held(ofPerson) }],
});

const enterpriseWindow = defineScene({
  key: 'enterprise-window', title: '企业窗口', lead: '政务服务数据管理局', holder: 'enterprise', purpose: '办理企业业务时核对主体', keepDays: 7, reads: ofEnterprise,
  shows: [{ title: '企业名称', say: ({ name }) => name }, { title: '统一社会信用代码', say: ({ code }) => code }, { title: '有效证照', say: held(ofEnterprise) }],
});

/** Who is 65 or older, or under 18, pays less or nothing; nobody is told how old. */
const sight = defineScene({
  key: 'sight', title: '景区入园', lead: '文化广电旅游体育局', holder: 'person', purpose: '核对门票优惠资格', keepDays: 3,
  shows: [{ title: '门票', say: ({ age }) => (age === null ? null : age >= 65 ? '免票' : age < 18 ? '半票' : '全票'), offline: true }],
});

const transport = defineScene({
  key: 'transport', title: '公共交通', lead: '交通运输局', holder: 'person', purpose: '核对乘车优惠资格', keepDays: 3,
  shows: [{ title: '乘车', say: ({ age }) => (age !== null && age >= 65 ? '免费' : '普通'), offline: true }],
});

const hospital = defineScene({
  key: 'hospital', title: '医院就诊', lead: '卫生健康局', holder: 'person', purpose: '就诊登记时核对身份', keepDays: 7,
  shows: [{ title: '姓名', say: ({ name }) => name }, { title: '证件号码', say: ({ code }) => code }],
});

const community = defineScene({
  key: 'community', title: '社区出入', lead: '民政局', holder: 'person', purpose: '核对是否居住在本县区', keepDays: 3,
  shows: [{ title: '姓名', say: ({ maskedName }) => maskedName, offline: true }, { title: '居住地', say: ({ county }) => county }],
});

export const cityScenes = [window, enterpriseWindow, sight, transport, hospital, community];
