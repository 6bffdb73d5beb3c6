/** How many first bytes are looked at. */
export const headLength = 8192;

type Magic = { readonly at?: number; readonly bytes: string; readonly type: string };

/** First bytes (latin1) of what people upload, and of what they must not. */
const magics: readonly Magic[] = [
  { bytes: '\xff\xd8\xff', type: 'image/jpeg' },
  { bytes: '\x89PNG\r\n\x1a\n', type: 'image/png' },
  { bytes: 'GIF8', type: 'image/gif' },
  { at: 8, bytes: 'WEBP', type: 'image/webp' },
  { at: 4, bytes: 'ftyphei', type: 'image/heic' },
  { at: 4, bytes: 'ftypmif1', type: 'image/heic' },
  { at: 4, bytes: 'ftyp', type: 'video/mp4' },
  { bytes: 'ID3', type: 'audio/mpeg' },
  { at: 8, bytes: 'WAVE', type: 'audio/wav' },
  { bytes: '%PDF-', type: 'application/pdf' },
  { bytes: '\x1f\x8b', type: 'application/gzip' },
  { bytes: 'PAR1', type: 'application/vnd.apache.parquet' },
  { bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', type: 'application/x-ole-storage' },
  { bytes: 'MZ', type: 'application/x-msdownload' },
  { bytes: '\x7fELF', type: 'application/x-executable' },
  { bytes: '\xcf\xfa\xed\xfe', type: 'application/x-executable' },
  { bytes: '#!', type: 'text/x-script' },
  { bytes: 'Rar!', type: 'application/vnd.rar' },
  { bytes: '7z\xbc\xaf', type: 'application/x-7z-compressed' },
];

const programs = new Set(['application/x-msdownload', 'application/x-executable', 'text/x-script']);
/** Whether a file of this type could run on somebody's machine. */
export const isProgram = (type: string): boolean => programs.has(type);

/** Inside a zip: the entry that tells the kind of document. */
const zipKinds: readonly (readonly [string, string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['OFD.xml', 'application/ofd'],
];

/** What each extension promises. An extension that is not here promises nothing. */
const promised: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpeg'], jpeg: ['image/jpeg'], png: ['image/png'], gif: ['image/gif'], webp: ['image/webp'], heic: ['image/heic'],
  mp4: ['video/mp4'], pdf: ['application/pdf'], gz: ['application/gzip'],
  docx: [zipKinds[0]![1]], xlsx: [zipKinds[1]![1]], pptx: [zipKinds[2]![1]], ofd: ['application/ofd'],
  zip: ['application/zip', ...zipKinds.map(([, type]) => type)],
  doc: ['application/x-ole-storage'], xls: ['application/x-ole-storage'],
  csv: ['text/csv'], tsv: ['text/csv'], json: ['application/json'], geojson: ['application/json'],
  txt: ['text/plain', 'text/html', 'application/json', 'application/xml'], md: ['text/plain', 'text/html'],
  html: ['text/html'], htm: ['text/html'], xml: ['application/xml', 'text/html', 'image/svg+xml'], svg: ['image/svg+xml'],
};

export const extensionOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether content of this type may carry this name. */
export function fitsName(type: string, name: string): boolean {
  const kinds = promised[extensionOf(name)];
  return kinds === undefined || kinds.includes(type);
}

/** The media type of a file by its first bytes; the name only tells apart texts that look alike. */
export function sniffType(head: Buffer, name: string): string {
  const latin = head.toString('latin1');
  const magic = magics.find(({ at = 0, bytes }) => latin.startsWith(bytes, at));
  if (magic) return magic.type;
  if (latin.startsWith('PK\x03\x04')) return zipKinds.find(([entry]) => latin.includes(entry))?.[1] ?? zipByName(latin, name);
  const text = textOf(head);
  return text === null ? 'application/octet-stream' : textType(text.replace(/^\ufeff/, '').trimStart(), name);
}

/** Office files whose telling entry comes late still begin with their list of parts. */
function zipByName(latin: string, name: string): string {
  return latin.includes('[Content_Types].xml') ? (promised[extensionOf(name)]?.[0] ?? 'application/zip') : 'application/zip';
}

/** The head as text, or null when it is no text: UTF-16 is known by its mark or its zeros; any other text has hardly any. */
function textOf(head: Buffer): string | null {
  if (head.length >= 2 && head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le');
  if (head.length >= 2 && head[0] === 0xfe && head[1] === 0xff) return Buffer.from(head.subarray(0, head.length & ~1)).swap16().toString('utf16le');
  if (!head.includes(0)) return head.toString('utf8');
  const odd = head.filter((byte, index) => index % 2 === 1 && byte === 0).length;
  const even = head.filter((byte, index) => index % 2 === 0 && byte === 0).length;
  if (odd + even < head.length / 50) return head.toString('utf8');
  return Math.max(odd, even) > head.length / 4 && Math.min(odd, even) < head.length / 50 ? head.toString('latin1').replaceAll('\0', '') : null;
}

function textType(text: string, name: string): string {
  if (/^<(!doctype html|html|head|body|script|table|div|meta)\b/i.test(text)) return 'text/html';
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?<svg\b/i.test(text)) return 'image/svg+xml';
  if (text.startsWith('<?xml')) return /<html\b/i.test(text.slice(0, 500)) ? 'text/html' : 'application/xml';
  const extension = extensionOf(name);
  if (/^[{[]/.test(text) && (extension === 'json' || extension === 'geojson')) return 'application/json';
  return extension === 'csv' || extension === 'tsv' ? 'text/csv' : 'text/plain';
}
