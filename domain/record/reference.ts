import { fieldTable, table, type Say } from '#kernel/declare/reference.ts';
import { cycles, type Opening, type RecordType, type Sharing } from './define.ts';

/** A dataset on its pack's reference page: what is in it, whose it is, who may have it, and what must hold of it. */
export const recordReference = (record: RecordType, say: Say): string[] => [
  `## 数据 ${say(record.title)} \`${record.key}\``, '', say(record.summary), '',
  ...table(['要素 element', ''], [
    ['责任单位 owner', record.owner], ['分类 category', record.category], ['业务属性 duty', say(record.duty)], ['来源 source', say(record.source)], ['更新周期 cycle', cycles[record.cycle]],
    ['分级 grade', `${record.grade.grade} ${record.grade.level}${record.grade.basis ? `（${record.grade.basis}）` : ''}`], ['共享 sharing', sharingWords(record.sharing, say)], ['开放 opening', openingWords(record.opening, say)],
    ['数据主体 subject', record.subject ? `\`${record.subject}\`` : ''], ['旧版本保留 kept', record.keepDays === undefined ? '' : `${record.keepDays} 天 days`],
  ]),
  ...fieldTable(record.columns, say),
  ...table(['规则 rule', '', '不低于 at least'], record.rules.map(({ kind, title, atLeast, key: _key, ...rule }) => [title ? say(title) : kind, `\`${kind}\` ${Object.values(rule).map((value) => `\`${String(value)}\``).join(' ')}`, atLeast === undefined ? '' : `${atLeast * 100} %`])),
];

function sharingWords(sharing: Sharing, say: Say): string {
  switch (sharing.type) {
    case 'unconditional': return '无条件共享 without condition';
    case 'conditional': return `有条件共享：${say(sharing.condition)}`;
    case 'none': return `不予共享：${say(sharing.basis)}`;
    default: return sharing satisfies never;
  }
}

const openingWords = (opening: Opening, say: Say): string => (opening.type === 'conditional' ? `有条件开放：${say(opening.condition)}` : opening.type === 'open' ? '无条件开放 open' : '不予开放 closed');
