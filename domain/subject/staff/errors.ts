import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  STAND_IN_REFUSED: { status: 422,
    zh: { title: '不能这样代理', detail: '代理没有登记：{why}。', next: '请改正后重新提交。' },
    en: { title: 'This stand-in is not possible', detail: 'The stand-in was not registered: {why}.', next: 'Correct it and send again.' } },
  STAND_IN_UNKNOWN: { status: 404,
    zh: { title: '没有这项代理', detail: '编号不存在，或代理已经结束。', next: '请刷新代理记录后重试。' },
    en: { title: 'No such stand-in', detail: 'The id does not exist, or the stand-in has ended.', next: 'Reload the list of stand-ins and try again.' } },
  MOVE_REFUSED: { status: 422,
    zh: { title: '不能这样调动', detail: '调动没有登记：{why}。', next: '请改正后重新提交。' },
    en: { title: 'This move is not possible', detail: 'The move was not registered: {why}.', next: 'Correct it and send again.' } },
});
