import type { Random } from './random.ts';

/** Values somebody might send to do harm, or because a program of theirs is broken. */
const texts = [
  '', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e反', '👩‍👩‍👧‍👦'.repeat(40), 'ﷺ'.repeat(200), '零'.repeat(5000), 'x'.repeat(100_000), `'; drop table matters; --`, `' or '1'='1`, `1) or (1=1`, '%', '_', '%%%', '\\', '\\x00', '$1', '${7*7}', '{{7*7}}',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '../../../../etc/passwd', '..%2f..%2fetc%2fpasswd', 'file:///etc/passwd', 'http://169.254.169.254/latest/meta-data', 'null', 'undefined', 'NaN', 'true', '-1', '0', '1e309', '9223372036854775808', '2026-02-30', '0000-00-00', '9999-12-31T23:59:60Z', '2026-11-21T00:00:00+99:99',
  '01900000-0000-7000-8000-000000000000', '01900000-0000-7000-8000-00000000000g', '440902', '440902999999', '999999999999', '11010119900307457X', '91440900MA4UK00000', '__proto__', 'constructor', 'toString', '\r\nx-evil: 1', '=1+1', '@SUM(1)', '🏴', '\ufeff', 'İı', 'ß'.repeat(300), '{"a":', '[[[[', '&lt;', ';ls', '`id`', '|cat /etc/passwd', 'a:*b&!c', "a' & 'b", ':*', '<->', '\u2028',
] as const;
const numbers = [0, -0, -1, 1, 2, 1e308, -1e308, 1e-320, 2 ** 31, 2 ** 53, 2 ** 63, 0.1, 180.0000001, -181, 90.5, 999_999_999_999, 1e21] as const;

const deep = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
/** A body as text, which JSON.stringify could not make. */
export const brokenBodies = ['{', '{"a":1,}', '[', 'null', '1', '"text"', '', '\u0000', '{"a":1}{"b":2}', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', deep(200), deep(20_000), `{"a":${'9'.repeat(400)}}`, '{"\\u0000":1}', '{"a":"\\ud800"}', '\ufeff{}', 'a=1&b=2', '<xml/>', `{"a":"${'y'.repeat(2_500_000)}"}`] as const;

export function hostileText(random: Random): string {
  return random.one(texts);
}

/** Any value at all, sometimes nested. */
export function hostileValue(random: Random, depth = 0): unknown {
  switch (random.below(depth > 3 ? 5 : 8)) {
    case 0: return random.one(numbers);
    case 1: return null;
    case 2: return random.chance(0.5);
    case 3: case 4: return hostileText(random);
    case 5: return Array.from({ length: random.below(4) }, () => hostileValue(random, depth + 1));
    case 6: return Array.from({ length: random.chance(0.1) ? 3000 : 2 }, () => hostileText(random).slice(0, 50));
    default: return Object.fromEntries(Array.from({ length: random.below(4) }, () => [hostileText(random).slice(0, 60) || 'k', hostileValue(random, depth + 1)]));
  }
}

/** Headers that are wrong, doubled, or meant for others. */
export function hostileHeaders(random: Random): Record<string, string> {
  const plain = (text: string) => text.replaceAll(/[^\x21-\x7e]/g, 'x').slice(0, 300) || 'x';
  const all: readonly (() => Record<string, string>)[] = [
    () => ({ 'content-type': random.one(['text/plain', 'application/xml', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'x', 'application/json;'.repeat(20)]) }),
    () => ({ 'if-match': random.one(['*', '""', '"99999999999999999999"', 'W/"1"', plain(hostileText(random))]) }),
    () => ({ 'idempotency-key': plain(hostileText(random)) }),
    () => ({ 'accept-language': random.one(['en', 'zh', 'x'.repeat(200), '*;q=nan', ',,,,']) }),
    () => ({ traceparent: random.one(['00-0-0-0', `00-${'f'.repeat(32)}-${'f'.repeat(16)}-01`, plain(hostileText(random))]) }),
    () => ({ authorization: random.one(['Bearer', 'Bearer x', `Bearer ${'a'.repeat(4000)}`, 'Basic eDp5', 'Digest x']) }),
    () => ({ cookie: random.one(['yiwang_session=', `yiwang_session=${'%00'.repeat(20)}`, 'lang=xx', '=;=;=', 'yiwang_session=a; yiwang_session=b']) }),
    () => ({ accept: random.one(['text/html', '*/*', 'application/xml', plain(hostileText(random))]) }),
    () => ({ 'accept-encoding': random.one(['br', 'gzip', 'zstd', 'x']) }),
    () => ({ range: random.one(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'x=1']) }),
    () => ({ 'x-http-method-override': 'DELETE' }),
    () => ({ 'x-assumed-reader': plain(hostileText(random)) }),
    () => ({ 'x-purpose': encodeURIComponent(hostileText(random).slice(0, 100).toWellFormed()) }),
  ];
  return random.chance(0.4) ? Object.assign({}, ...random.some(all, 3).map((make) => make())) as Record<string, string> : {};
}
