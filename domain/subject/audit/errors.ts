import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuseAudit = defineErrors({
  AUDIT_ENTRY_NOT_FOUND: { status: 404,
    zh: { title: '没有这条审计记录', detail: '编号不存在，或已随月份归档。', next: '请核对编号；归档的月份在导出文件中查。' },
    en: { title: 'No such audit entry', detail: 'The id does not exist, or its month was archived.', next: 'Check the id; archived months are in their exports.' } },
  AUDIT_TIME_ORDER: { status: 422,
    zh: { title: '起止时间颠倒', detail: '开始时间晚于结束时间。', next: '请调换两个时间。' },
    en: { title: 'The times are the wrong way round', detail: 'The beginning is later than the end.', next: 'Swap the two.' } },
  AUDIT_EMPTY: { status: 409,
    zh: { title: '审计日志还是空的', detail: '没有可以签名或导出的内容。', next: '发生第一项操作后再试。' },
    en: { title: 'The audit log is still empty', detail: 'There is nothing to sign or to export.', next: 'Try again after the first act.' } },
  AUDIT_RANGE: { status: 422,
    zh: { title: '锚点范围不对', detail: '{from} 到 {to} 不是已签名的两个大小（先小后大）。', next: '请从已公布的锚点中选取。' },
    en: { title: 'No such range of anchors', detail: '{from} to {to} are not two signed sizes, the smaller first.', next: 'Choose them from the published anchors.' } },
});
