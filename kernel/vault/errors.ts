import { defineErrors } from '../errors/refusal.ts';

export const refuse = defineErrors({
  KEY_STOPPED: { status: 409,
    zh: { title: '密钥已停用', detail: '数据密钥第 {version} 版已停用，不能再用它加密新的个人信息；已有数据仍可读取。', next: '请安全管理员启用新密钥后重新提交。' },
    en: { title: 'The key is stopped', detail: 'Data key version {version} is stopped and seals nothing new; what is there can still be read.', next: 'Ask the security administrator to bring a new key into use, then send again.' } },
  KEY_VERSION_UNKNOWN: { status: 404,
    zh: { title: '没有这一版密钥', detail: '数据密钥没有第 {version} 版。', next: '请从密钥列表中选择。' },
    en: { title: 'No such key', detail: 'There is no data key of version {version}.', next: 'Choose one from the list of keys.' } },
  KEY_ROTATION_RUNNING: { status: 409,
    zh: { title: '正在换密钥', detail: '上一次换密钥还没有完成，已处理 {done} / {total} 条。', next: '请等它完成后再换。' },
    en: { title: 'A change of key is running', detail: 'The last one has sealed {done} of {total} rows.', next: 'Wait until it has ended.' } },
});
