import { defineErrors } from '../errors/refusal.ts';

export const refuse = defineErrors({
  FILE_MISSING: { status: 400,
    zh: { title: '没有收到文件', detail: '请求里没有名为 file 的文件，或文件是空的。', next: '请选择一个有内容的文件后重新上传。' },
    en: { title: 'No file received', detail: 'There is no file in the field “file”, or it is empty.', next: 'Choose a file that has content and upload again.' } },
  FILE_TOO_LARGE: { status: 413,
    zh: { title: '文件太大', detail: '这类文件最大 {limit}。', next: '请压缩或拆分后重新上传。' },
    en: { title: 'The file is too large', detail: 'A file of this kind may have at most {limit}.', next: 'Compress or split it and upload again.' } },
  FILE_TYPE_MISMATCH: { status: 415,
    zh: { title: '文件内容与扩展名不符', detail: '“{name}”里的内容不是这种文件。', next: '请确认选对了文件；网页需先另存为真正的表格或文档。' },
    en: { title: 'The content is not what the name says', detail: 'What is in “{name}” is not a file of that kind.', next: 'Check that you chose the right file; save web pages as a real table or document first.' } },
  FILE_TYPE_REFUSED: { status: 415,
    zh: { title: '不接收这种文件', detail: '“{name}”是可以执行的程序。', next: '请改传图片、PDF、文档或数据文件。' },
    en: { title: 'This kind of file is not accepted', detail: '“{name}” is a program.', next: 'Upload a picture, a PDF, a document or a data file.' } },
  FILE_JUST_REMOVED: { status: 503,
    zh: { title: '文件没有保存', detail: '内容相同的文件刚好正在按删除要求清除，这一次没有保存。', next: '请重新上传一次。' },
    en: { title: 'The file was not kept', detail: 'A file of the same content was just being removed, so this one was not kept.', next: 'Upload it once more.' } },
  FILE_NOT_FOUND: { status: 404,
    zh: { title: '没有找到这个文件', detail: '编号不存在，或您无权查看。', next: '请核对编号，或从所属事项中打开。' },
    en: { title: 'File not found', detail: 'The id does not exist, or you may not see it.', next: 'Check the id, or open it from where it is used.' } },
});
