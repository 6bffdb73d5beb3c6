import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLeadInSentence, findResponsibilities, saysFirstLeads } from './responsibility.ts';

const rules = { firstLeads: false, place: '海澜市' };
const read = (text: string, first = false): string[] => findResponsibilities(text, 0, text.length, { ...rules, firstLeads: first })
  .map(({ lead, responsible }) => `${lead.map((unit) => unit.name).join('+')}|${responsible.map((unit) => unit.name + (unit.cooperating ? '~' : '')).join('+')}`);

const clauses: readonly (readonly [string, string])[] = [
  ['（牵头单位：市大数据局，责任单位：市政府各部门）', '市大数据局|市政府各部门'],
  ['（牵头单位：市委宣传部、市教育局，市体育局，责任单位：市政府各部门）', '市委宣传部+市教育局+市体育局|市政府各部门'],
  ['（责任单位：市发展改革委、市财政局等市政府有关部门）', '|市发展改革委+市财政局+市政府有关部门'],
  ['（市统计局牵头负责，市税务局、市气象局等单位配合）', '市统计局|市税务局~+市气象局~'],
  ['（市水务局、市供销社按职责分别牵头负责）', '市水务局+市供销社|'],
  ['（省水利厅牵头，省财政厅配合，各有关部门、各市政府按职责分工负责）', '省水利厅|省财政厅~+各有关部门+各市政府'],
  ['（市工信局、市应急局等按职责分工负责）', '市工信局+市应急局|'],
  ['（市委编办，市司法局，各区、县级市人民政府及各旅游度假区管委会负责）', '市委编办+市司法局+各区、县级市人民政府及各旅游度假区管委会|'],
  ['（市数据局，各县（市、区）人民政府）', '|市数据局+各县（市、区）人民政府'],
  ['〔牵头单位：市发展改革委；配合单位：市财政局、各旗、县、区人民政府〕', '市发展改革委|市财政局~+各旗、县、区人民政府~'],
  ['责任单位：市数据局（牵头）、市工业和信息化局和市财政局', '市数据局|市工业和信息化局+市财政局'],
  ['市水务局牵头，市住房和城乡建设局、各区政府配合。', '市水务局|市住房和城乡建设局~+各区政府~'],
];
for (const [text, wanted] of clauses) {
  test(`Who answers is read from ${text}`, () => {
    assert.deepEqual(read(`加强建设。${text}`), [wanted]);
  });
}

test('Brackets that name no units are not responsibilities', () => {
  for (const text of ['（以下简称“平台”）', '（含2024年新增部分）', '（一）夯实基础', '（由企业自行负责安全）', '各部门要密切配合。']) assert.deepEqual(read(text), [], text);
});

test('A line of units leads with the first where the document says so', () => {
  assert.ok(saysFirstLeads('（列第一为牵头单位；下同）'));
  assert.ok(saysFirstLeads('责任单位中排名第一的为牵头单位'));
  assert.ok(!saysFirstLeads('列入第一批试点'));
  assert.deepEqual(read('责任单位：市大数据局、市财政局（列第一为牵头单位；各区政府均为责任单位，下同）', true), ['市大数据局|市财政局']);
});

test('A lead named in running text counts only when it is a unit', () => {
  const text = '加强统筹。由市大数据局牵头，会同有关单位推进。专班牵头部门要及时会商。';
  assert.deepEqual(findLeadInSentence(text, 0, text.length, rules).map((unit) => unit.name), ['市大数据局']);
});
