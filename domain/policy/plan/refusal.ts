import { defineErrors } from '#kernel/errors/refusal.ts';

/** Why a document cannot be read as a plan. Nothing has been stored when one of these is thrown. */
export const refusePlan = defineErrors({
  PLAN_EMPTY: { status: 422,
    zh: { title: '文件是空的', detail: '文件里没有可读的文字。', next: '请检查文件后重新上传，或直接粘贴正文。' },
    en: { title: 'The document is empty', detail: 'It holds no readable text.', next: 'Check the file and upload it again, or paste the text.' } },
  PLAN_TOO_LARGE: { status: 413,
    zh: { title: '文件过大', detail: '方案文件（含解压后的内容）不能超过 {limit}。', next: '请删去图片和附件，或另存为纯文本后上传。' },
    en: { title: 'The document is too large', detail: 'A plan, unpacked, may be at most {limit}.', next: 'Remove pictures and annexes, or save it as plain text.' } },
  PLAN_FORMAT_UNKNOWN: { status: 415,
    zh: { title: '不支持这种文件格式', detail: '收到的是 {found}；可以导入纯文本、docx 文档和网页。', next: '请用办公软件另存为 docx 或纯文本，或粘贴正文。' },
    en: { title: 'This file format is not supported', detail: 'Received {found}; plain text, docx and web pages can be imported.', next: 'Save it as docx or plain text, or paste the text.' } },
  PLAN_DAMAGED: { status: 422,
    zh: { title: '文件已损坏', detail: '文件看起来是 docx，但内部结构不完整，无法打开。', next: '请用办公软件打开并重新保存，再上传。' },
    en: { title: 'The document is damaged', detail: 'It looks like a docx, but its inside is incomplete and cannot be opened.', next: 'Open and save it again in an office program, then upload it.' } },
  PLAN_NOT_TEXT: { status: 422,
    zh: { title: '读不出中文正文', detail: '文件内容不是中文文字，或者编码无法识别。', next: '请确认文件是方案正文，并另存为 UTF-8 文本或 docx。' },
    en: { title: 'No Chinese text can be read', detail: 'The content is not Chinese text, or its encoding cannot be recognised.', next: 'Make sure this is the plan itself and save it as UTF-8 text or docx.' } },
  PLAN_TOO_SLOW: { status: 422,
    zh: { title: '读这份文件用时太久', detail: '超过 {seconds} 秒还没有读完，已停止。', next: '请按章节分成几份，或删去附件后再导入。' },
    en: { title: 'Reading this document takes too long', detail: 'It was not finished within {seconds} seconds and has been stopped.', next: 'Split it by chapters, or remove its annexes, and import again.' } },
  PLAN_UNREADABLE: { status: 422,
    zh: { title: '这份文件没有读成', detail: '读到一半出了意外，没有存下任何任务；原件已保留，便于查明原因。', next: '请另存为纯文本后再导入；仍不行时请告诉管理员。' },
    en: { title: 'This document could not be read', detail: 'Something unexpected happened half way; no task was stored. The document is kept so that the cause can be found.', next: 'Save it as plain text and import again; if that fails too, tell the administrator.' } },
  PLAN_NO_TASKS: { status: 422,
    zh: { title: '没有找到任务', detail: '正文里没有编号、小标题、责任单位或任务表，无法拆分出任务。', next: '请确认粘贴了完整正文，而不只是目录或通知。' },
    en: { title: 'No tasks were found', detail: 'The text has no numbering, headings, responsible units or task table to divide it by.', next: 'Make sure the whole plan was pasted, not only its contents page or cover note.' } },
});
