import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullName, readUnits } from './units.ts';

const names = (list: string): string[] => readUnits(list, 0, '海澜市').map((unit) => unit.name);

test('Short names are written out in full with their place', () => {
  const wanted: Readonly<Record<string, string>> = {
    市发改委: '海澜市发展和改革委员会', 市发展改革局: '海澜市发展和改革局', 市经信局: '海澜市经济和信息化局', 市人社局: '海澜市人力资源和社会保障局', 市住房城乡建设局: '海澜市住房和城乡建设局',
    市国资委: '海澜市人民政府国有资产监督管理委员会', 市委网信办: '中共海澜市委员会网络安全和信息化委员会办公室', 市委办公室: '中共海澜市委员会办公室', 市政府办公室: '海澜市人民政府办公室',
    团市委: '共产主义青年团海澜市委员会', 市法院: '海澜市中级人民法院', 市卫生健康委: '海澜市卫生健康委员会', 市市场监管局: '海澜市市场监督管理局', 海澜市财政局: '海澜市财政局', 市水务局: '海澜市水务局',
  };
  for (const [short, full] of Object.entries(wanted)) assert.equal(fullName(short, '海澜市'), full);
  assert.equal(fullName('省财政厅', '海澜市'), '省财政厅');
  assert.equal(fullName('市财政局', ''), '市财政局');
});

test('A list is cut where units end and nowhere else', () => {
  assert.deepEqual(names('市自然资源和规划局、市文化和旅游局，市工业和信息化局'), ['市自然资源和规划局', '市文化和旅游局', '市工业和信息化局']);
  assert.deepEqual(names('市公安局和市司法局'), ['市公安局', '市司法局']);
  assert.deepEqual(names('各区、县级市人民政府及各旅游度假区管委会、市公安局'), ['各区、县级市人民政府及各旅游度假区管委会', '市公安局']);
  assert.deepEqual(names('各市、县（区），有关部门'), ['各市、县（区）', '有关部门']);
  assert.deepEqual(names('市委组织部、宣传部、统战部，市财政局'), ['市委组织部', '市委宣传部', '市委统战部', '市财政局']);
  assert.deepEqual(names('市医保局等有关部门'), ['市医保局', '有关部门']);
  assert.deepEqual(names('市公安局等12个部门'), ['市公安局']);
});

test('Organs, groups and territories are told apart', () => {
  const kinds = readUnits('市财政局、各有关部门、各县（市、区）人民政府、市直各单位、海澜供电公司', 0, '海澜市').map((unit) => [unit.kind, unit.recognised]);
  assert.deepEqual(kinds, [['organ', true], ['group', true], ['territories', true], ['group', true], ['organ', true]]);
});
