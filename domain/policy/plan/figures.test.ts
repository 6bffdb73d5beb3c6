import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFigures } from './figures.ts';

const read = (text: string): string[] => findFigures(text, 0, text.length).map((one) => `${one.bound}${one.value ?? one.words}${one.unit} ${one.measures}${one.role === 'target' ? '!' : ''}`);

const sayings: readonly (readonly [string, readonly string[]])[] = [
  ['打造不少于300个大数据应用场景', ['>=300个 大数据应用场景!']],
  ['智慧社区覆盖率达到90%以上', ['>=90% 智慧社区覆盖率!']],
  ['年内孵化100个左右创业团队', ['~100个 创业团队!']],
  ['建成5G基站2万个以上', ['>=20000个 建成5G基站!']],
  ['产业增加值突破400亿元', ['>=40000000000元 产业增加值!']],
  ['办理时限控制在5个工作日以内', ['<=5个 工作日以内!']],
  ['建成示范集群10个，产业大脑12个', ['=10个 建成示范集群!', '=12个 产业大脑!']],
  ['培训万名技术人员', ['=10000名 技术人员!']],
  ['实现中心城区光纤网络全覆盖', ['=100% 中心城区光纤网络全覆盖!']],
  ['完善“1+3+N”体系和三级联动机制', ['=1+3+N ', '=3级 联动机制']],
  ['用能5000吨标准煤以上企业', ['>=5000吨标准煤 企业!']],
];
for (const [text, wanted] of sayings) {
  test(`Figures are read from ${text}`, () => {
    assert.deepEqual(read(text), wanted);
  });
}

test('Names with digits, years and document numbers are no figures', () => {
  for (const text of ['拨打12345热线', '推进5G和IPv6部署', '2023年建成', '国发〔2022〕14号', '党的二十大精神', '第2批试点', '“万企万项”工程']) assert.deepEqual(read(text), [], text);
});
