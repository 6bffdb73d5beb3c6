import { editsFor, rewrite } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';

/**
 * Words that mainland documents never use and that converters put in place of their own (left, already in simplified characters),
 * with the word that stood there. Longer words come first so that 人工智慧 is not taken for 智慧.
 */
const mainlandWords: readonly (readonly [string, string])[] = [
  ['智慧财产权', '知识产权'], ['人工智慧', '人工智能'], ['网际网路', '互联网'], ['外挂程式', '插件'], ['应用程式', '应用程序'],
  ['规范性档案', '规范性文件'], ['政策性档案', '政策性文件'], ['政策档案', '政策文件'], ['档案库', '文件库'], ['作业系统', '操作系统'], ['通讯协定', '通信协议'],
  ['智慧型', '智能'], ['最佳化', '优化'], ['数位化', '数字化'], ['资料库', '数据库'], ['伺服器', '服务器'], ['感测器', '传感器'],
  ['演算法', '算法'], ['使用者', '用户'], ['解析度', '分辨率'], ['行动装置', '移动设备'], ['行动支付', '移动支付'], ['行动终端', '移动终端'],
  ['网路', '网络'], ['数位', '数字'], ['套用', '应用'], ['巨观', '宏观'], ['格线', '网格'], ['资讯', '信息'], ['程式', '程序'],
  ['视窗', '窗口'], ['频宽', '带宽'], ['晶片', '芯片'], ['模组', '模块'], ['民众', '群众'], ['回响', '响应'], ['软体', '软件'],
  ['硬体', '硬件'], ['介面', '界面'], ['讯息', '消息'], ['讯号', '信号'], ['简讯', '短信'], ['感测', '传感'], ['储存', '存储'],
  ['列印', '打印'], ['萤幕', '屏幕'], ['奈米', '纳米'], ['雷射', '激光'], ['计画', '计划'], ['连结', '链接'], ['预设', '默认'],
  ['提链', '提炼'], ['透过', '通过'],
];
const anyWord = new RegExp(mainlandWords.map(([foreign]) => foreign).join('|'), 'g');
const mainlandWord = new Map(mainlandWords);

/** Different foreign words a document must hold before any is replaced: one alone (使用者, 套用) is ordinary mainland Chinese too. */
const enough = 3;

/** The text with converter words put back, and which were found with how often. Nothing is done below `enough` different words. */
export function restoreMainlandWords(traced: TracedText): { traced: TracedText; restored: ReadonlyMap<string, number> } {
  const restored = new Map<string, number>();
  for (const [word] of traced.text.matchAll(anyWord)) restored.set(word, (restored.get(word) ?? 0) + 1);
  if (restored.size < enough) return { traced, restored: new Map() };
  return { traced: rewrite(traced, editsFor(traced.text, anyWord, ([word]) => mainlandWord.get(word))), restored };
}
