import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { Converter } from 'opencc-js/cn2t';
import { importPlan } from './plan.ts';
import type { Plan } from './plan.ts';
import type { PlanTask } from './tasks.ts';
import { docx } from './testing/docx.ts';
import { fixture, pronounce } from './testing/faults.ts';

const named = (plan: Plan, title: string): PlanTask => {
  const task = plan.tasks.find((one) => one.title === title);
  assert.ok(task, `no task ${title} among ${plan.tasks.map((one) => one.title).join(' / ')}`);
  return task;
};
const leads = (task: PlanTask): string[] => task.lead.map((unit) => unit.name);
const others = (task: PlanTask): string[] => task.responsible.map((unit) => unit.name);
const days = (task: PlanTask): (string | undefined)[] => task.deadlines.map((deadline) => deadline.day);
const text = (words: string): Uint8Array => Buffer.from(words);

test('A numbered plan gives its title, number, issuer, day and tasks', async () => {
  const plan = await importPlan(fixture('hailan.txt'));
  assert.equal(plan.title, '海澜市数字政府建设三年行动计划（2024—2026年）');
  assert.equal(plan.documentNumber, '海政办发〔2024〕12号');
  assert.equal(plan.issuer, '海澜市人民政府办公室');
  assert.equal(plan.day, '2024-03-05');
  assert.deepEqual(plan.tasks.map((task) => task.number), ['一、（一）', '一、（二）', '二、（一）1.', '二、（一）2.', '二、（二）3.', '二、（二）5.', '三、（一）', '三、（二）']);
  assert.deepEqual(plan.tasks.map((task) => task.kind), ['requirement', 'goal', 'task', 'task', 'task', 'task', 'safeguard', 'safeguard']);
  assert.deepEqual(named(plan, '建设一体化政务云').chapters, ['二、重点任务', '（一）夯实数字底座']);
});

test('Units stand on lines of their own with their roles and the due date', async () => {
  const cloud = named(await importPlan(fixture('hailan.txt')), '建设一体化政务云');
  assert.deepEqual(leads(cloud), ['市大数据发展管理局']);
  assert.deepEqual(others(cloud), ['市财政局', '市工信局', '各县（市、区）人民政府']);
  assert.deepEqual(days(cloud), ['2024-09-30', '2024-09-30']);
  assert.equal(cloud.lead[0]?.full, '海澜市大数据发展管理局');
  assert.equal(cloud.responsible[1]?.full, '海澜市工业和信息化局');
  assert.equal(cloud.text, '整合现有机房，2024年9月底前完成12个部门系统迁移上云。');
});

test('Inner points under one clause are one task, and a skipped number is a doubt', async () => {
  const plan = await importPlan(fixture('hailan.txt'));
  assert.match(named(plan, '推进“高效办成一件事”').text, /梳理事项清单[^]*开通线上专区/);
  assert.deepEqual(plan.doubts.map((one) => one.code), ['number-gap', 'year-inferred']);
  assert.match(plan.doubts[0]?.zh ?? '', /“5\.”前不连续，应为第 4 项/);
});

test('Every place points to the words in the source', async () => {
  const plan = await importPlan(fixture('hailan.txt'));
  for (const task of plan.tasks) {
    assert.ok(plan.source.slice(task.place.start, task.place.end).includes(task.title.slice(0, 4)));
    for (const unit of [...task.lead, ...task.responsible]) assert.equal(plan.source.slice(unit.place.start, unit.place.end), unit.name);
    for (const deadline of task.deadlines) assert.equal(plan.source.slice(deadline.place.start, deadline.place.end), deadline.words);
    for (const figure of task.figures) assert.equal(plan.source.slice(figure.place.start, figure.place.end).trim(), figure.words);
  }
});

test('Chapters, sections and 1.1 numbers are understood, with units in square brackets and 牵头 marked on one of them', async () => {
  const plan = await importPlan(fixture('xijiang.txt'));
  const base = named(plan, '基础平台');
  assert.equal(base.number, '第二章第一节1.1');
  assert.deepEqual(leads(base), ['市城市管理局']);
  assert.deepEqual(others(base), ['市大数据中心', '市公安局']);
  const flood = named(plan, '内涝监测');
  assert.deepEqual(others(flood), ['市应急局', '市气象局', '各区政府', '开发区管委会']);
  assert.ok(flood.responsible.every((unit) => unit.cooperating));
  assert.equal(named(plan, '目标').kind, 'goal');
});

test('An encyclopaedia page in converted script, its headings merged and without numbers, gives its tasks', async () => {
  const plan = await importPlan(fixture('yunxiu.txt'));
  assert.equal(plan.script, 'traditional');
  assert.deepEqual(plan.tasks.map((task) => task.title), ['总体要求', '建设统一数据库', '优化网络环境', '推广智能应用', '保障措施']);
  assert.deepEqual(leads(named(plan, '推广智能应用')), ['市农业农村局', '市文化广电旅游体育局']);
  const [unit] = named(plan, '建设统一数据库').lead;
  assert.equal(plan.source.slice(unit?.place.start, unit?.place.end), '市政務服務數據管理局');
  assert.ok(plan.doubts.some((one) => one.code === 'words-restored'));
});

test('A plan pasted without any line break is divided all the same', async () => {
  const plan = await importPlan(fixture('oneline.txt'));
  assert.deepEqual(plan.tasks.map((task) => task.title), ['指导思想', '基本原则', '加强数据共享', '优化服务流程', '建设监测预警体系', '加强领导', '强化考核']);
  assert.deepEqual(others(named(plan, '建设监测预警体系')), ['市住建局', '市应急局']);
});

test('Lines broken by a PDF are joined before anything is read', async () => {
  const plan = await importPlan(fixture('wrapped.txt'));
  assert.equal(plan.tasks.length, 4);
  const [centre, station, parking] = plan.tasks;
  assert.deepEqual(centre && leads(centre), ['县大数据局']);
  assert.deepEqual(station && leads(station), ['县政务服务中心']);
  assert.deepEqual(parking && days(parking), ['2025-10-31']);
  assert.deepEqual(plan.tasks[3] && leads(plan.tasks[3]), ['县委网信办', '县公安局', '县大数据局']);
});

test('A web page is read without its menus and scripts, with its table of tasks', async () => {
  const plan = await importPlan(fixture('gas.html'));
  assert.equal(plan.format, 'html');
  assert.ok(!plan.source.includes('假任务') && !plan.source.includes('政务公开'));
  const pipes = named(plan, '更换灰口铸铁管道80公里');
  assert.deepEqual(pipes.chapters, ['管网改造']);
  assert.deepEqual(others(pipes), ['市财政局', '市自然资源局']);
  assert.deepEqual(days(pipes), ['2025-10-31']);
  assert.equal(named(plan, '入户安检').deadlines[0]?.kind, 'every');
});

test('Markdown notes with a pipe table are read', async () => {
  const plan = await importPlan(fixture('notes.md'));
  assert.equal(plan.title, '海澜市营商环境提升任务');
  assert.deepEqual(leads(named(plan, '企业开办“一日办结”')), ['市市场监督管理局']);
  assert.deepEqual(days(named(plan, '推行告知承诺制')), ['2025-06-30']);
});

test('A Word document with headings, automatic numbers and a table is read', async () => {
  const plan = await importPlan(docx([
    { heading: 1, text: '海澜市智慧社区建设方案' },
    '二〇二五年实施。',
    '一、重点任务',
    { item: '完善社区设施。2025年底前建成智慧社区60个。（市民政局牵头，市住建局配合）' },
    { item: '推广线上服务。上线事项不少于40项。（市大数据局牵头）' },
    '二、任务分工',
    { table: [['序号', '重点任务', '责任单位', '完成时限'], ['1', '完善社区设施', '市财政局', '2025年12月'], ['2', '培训社区工作者', '市委社会工作部', '2025年6月']] },
  ]), { name: '方案.docx' });
  assert.equal(plan.format, 'docx');
  assert.equal(plan.title, '海澜市智慧社区建设方案');
  assert.deepEqual(plan.tasks.map((task) => task.title), ['完善社区设施', '推广线上服务', '培训社区工作者']);
  assert.deepEqual(others(named(plan, '完善社区设施')), ['市住建局', '市财政局']);
  assert.deepEqual(leads(named(plan, '推广线上服务')), ['市大数据局']);
});

test('The same plan in any encoding and script gives the same tasks', async () => {
  const words = fixture('hailan.txt').toString('utf8');
  const traditional = Converter({ from: 'cn', to: 't' })(words);
  const wanted = (await importPlan(text(words))).tasks.map((task) => [task.title, leads(task), others(task)]);
  const forms: Record<string, Uint8Array> = {
    gb18030: iconv.encode(words, 'gb18030'), 'utf-8 with mark': iconv.encode(words, 'utf-8', { addBOM: true }),
    'utf-16le with mark': iconv.encode(words, 'utf-16le', { addBOM: true }), 'utf-16le': iconv.encode(words, 'utf-16le'), 'utf-16be': iconv.encode(words, 'utf-16be'),
    big5: iconv.encode(traditional.replaceAll('〔', '（').replaceAll('〕', '）'), 'big5'), 'utf-8 read as Windows-1252': text(new TextDecoder('windows-1252').decode(text(words))),
    'windows line ends': text(words.replaceAll('\n', '\r\n')), pronounced: text(pronounce(traditional, '數據務統')),
  };
  for (const [form, bytes] of Object.entries(forms)) {
    const plan = await importPlan(bytes);
    assert.deepEqual(plan.tasks.map((task) => [task.title, leads(task), others(task)]), wanted, form);
  }
});

test('A list whose note says that the first unit leads is read so', async () => {
  const plan = await importPlan(text('海澜市数据工作方案\n一、任务\n（一）建平台。完成平台建设。\n责任单位：市数据局、市财政局（列第一位的为牵头单位，下同）\n（二）建制度。出台管理办法。\n责任单位：市司法局、市数据局\n'));
  assert.deepEqual(plan.tasks.map((task) => [leads(task), others(task)]), [[['市数据局'], ['市财政局']], [['市司法局'], ['市数据局']]]);
});

test('One paragraph with several clauses holds several tasks', async () => {
  const plan = await importPlan(text('海澜省2023年行动方案\n海澜省人民政府办公厅\n2023年2月1日\n一、数字政府\n（一）推进服务。优化审批流程，年底前压减材料50%。（省民政厅牵头，省数据局配合，各有关部门、各市政府按职责分工负责）建设统一门户，接入服务1200项。（省数据局、省通信管理局按职责分工负责）'));
  assert.deepEqual(plan.tasks.map((task) => task.number), ['一、（一）a', '一、（一）b']);
  assert.deepEqual(others(plan.tasks[0] as PlanTask), ['省数据局', '各有关部门', '各市政府']);
  assert.deepEqual(leads(plan.tasks[1] as PlanTask), ['省数据局', '省通信管理局']);
  assert.equal(plan.tasks[0]?.deadlines[0]?.day, '2023-12-31');
  assert.ok(plan.doubts.some((one) => one.code === 'year-inferred'));
});

test('A remark after the units is no unit, and 部门、单位 are one', async () => {
  const plan = await importPlan(text('海澜市要点\n一、任务\n1.建设大厅。完成改造，方便群众。（牵头单位：市行政审批局；责任单位：市直有关部门、单位，各县市政府。以下任务均需各县市落实，不再列出）\n2.优化热线。完成整合，提高效率。（牵头单位：市信访局）'));
  assert.deepEqual(others(plan.tasks[0] as PlanTask), ['市直有关部门、单位', '各县市政府']);
  assert.deepEqual(leads(plan.tasks[0] as PlanTask), ['市行政审批局']);
});

test('Dates in the text are not taken for the day of the document, nor 全市 for a place', async () => {
  const plan = await importPlan(text('海东新区若干措施\n一、减轻负担，稳定岗位\n1.延长优惠期限。期限延长至2026年4月30日，惠及全市企业。（市税务局负责）'));
  assert.equal(plan.day, undefined);
  assert.ok(!plan.place.includes('全市'));
});

test('A unit that is none is a doubt, not a silent fact', async () => {
  const plan = await importPlan(text('海澜市整治方案\n一、重点任务\n（一）清理河道。完成清淤。（牵头单位：市水务局，责任单位：张三、市城管局）\n（二）修复岸线。完成绿化。（牵头单位：市园林局，责任单位：市财政局）'));
  assert.deepEqual(plan.doubts.filter((one) => one.code === 'unit-unrecognised').map((one) => one.zh), ['“张三”不像单位名称']);
});

test('A work list of a district in Word: aims and progress in one column are the task’s words, the title tells the year, 各镇街 are territories', async () => {
  const head = ['序号', '重点工作', '工作目标及进度安排', '分管领导', '牵头单位', '配合单位', '完成时间', '备注'];
  const plan = await importPlan(docx([{ heading: 1, text: '石桥区2026年民生实事任务分工表' }, { table: [
    head, ['一、养老', '', '', '', '', '', '', ''],
    ['1', '社区食堂', '年内建成25个社区食堂', '', '区民政局', '各镇街', '12月底前', '续建'],
    ['2', '适老化改造', '完成300户困难家庭改造', '', '区民政局', '区财政局', '2027年3月底', ''],
  ] }]));
  const [canteens, homes] = plan.tasks;
  assert.equal(plan.tasks.length, 2);
  assert.deepEqual(canteens?.figures.map(({ value, unit, role }) => [value, unit, role]), [[25, '个', 'target']]);
  assert.deepEqual(canteens?.responsible.map(({ name, kind, recognised }) => [name, kind, recognised]), [['各镇街', 'territories', true]]);
  assert.deepEqual(canteens?.deadlines.at(-1)?.day, '2026-12-31');
  assert.equal(homes?.deadlines.at(-1)?.day, '2027-03-31', 'a year that is written stands');
  const span = await importPlan(docx([{ heading: 1, text: '石桥区民生实事三年行动计划（2026—2028年）' }, { table: [head, ['1', '社区食堂', '建成25个社区食堂', '', '区民政局', '', '12月底前', '']] }]));
  assert.equal(span.tasks[0]?.deadlines.at(-1)?.day, undefined, 'a span of years tells none');
});
