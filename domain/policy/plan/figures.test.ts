import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFigures } from './figures.ts';

const read = (text: string): string[] => findFigures(text, 0, text.length).map((one) => `${one.bound}${one.value ?? one.words}${one.unit} ${one.measures}${one.role === 'target' ? '!' : ''}`);

const sayings: readonly (readonly [string, readonly string[]])[] = [
  ['建成不少于260个便民服务点', ['>=260个 便民服务点!']],
  ['垃圾分类参与率达到85%以上', ['>=85% 垃圾分类参与率!']],
  ['年内培训150名左右社区骨干', ['~150名 社区骨干!']],
  ['建成充电桩3万个以上', ['>=30000个 建成充电桩!']],
  ['港口产值突破70亿元', ['>=7000000000元 港口产值!']],
  ['办理时限控制在5个工作日以内', ['<=5个 工作日以内!']],
  ['建成示范村8个，共享书屋12个', ['=8个 建成示范村!', '=12个 共享书屋!']],
  ['培训万名护理人员', ['=10000名 护理人员!']],
  ['实现沿海渔港视频监控全覆盖', ['=100% 沿海渔港视频监控全覆盖!']],
  ['完善“2+5+N”体系和三级巡查机制', ['=2+5+N ', '=3级 巡查机制']],
  ['用能8000吨标准煤以上企业', ['>=8000吨标准煤 企业!']],
];
for (const [text, wanted] of sayings) {
  test(`Figures are read from ${text}`, () => {
    assert.deepEqual(read(text), wanted);
  });
}

test('Names with digits, years and document numbers are no figures', () => {
  for (const text of ['拨打12345热线', '推进5G和IPv6部署', '2023年建成', '国发〔2022〕14号', '学习十九大精神', '第2批试点', '“千村千景”工程']) assert.deepEqual(read(text), [], text);
});
