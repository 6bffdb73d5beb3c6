import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuseEvidence = defineErrors({
  EVIDENCE_NOT_A_HASH: { status: 422,
    zh: { title: '不是哈希值', detail: '“{field}”应为 64 位十六进制的 SM3 或 SHA-256 值；存证不保存内容，也不保存个人信息。', next: '请先在本地计算文件的哈希，只提交哈希。' },
    en: { title: 'Not a hash', detail: '“{field}” must be an SM3 or SHA-256 value of 64 hexadecimal digits; evidence keeps no content and nothing personal.', next: 'Hash the file where it is and send the hash only.' } },
  EVIDENCE_NOT_FOUND: { status: 404,
    zh: { title: '没有这份存证', detail: '编号不存在。', next: '请核对回执上的编号。' },
    en: { title: 'No such evidence', detail: 'The id does not exist.', next: 'Check the id on the receipt.' } },
  EVIDENCE_THREAD_MOVED: { status: 409,
    zh: { title: '流转已有新的一步', detail: '所接的一步不是最后一步，现在应接第 {position} 步之后。', next: '请重新读取流转链后再提交。' },
    en: { title: 'The thread has moved on', detail: 'The step named is not the last one; the next would be number {position}.', next: 'Read the thread again and send once more.' } },
});
