import type { FastifyRequest } from 'fastify';
import type { Locale } from '../errors/refusal.ts';

/** The reader's language: `?lang=`, then the cookie, then the browser; Chinese when nothing else is asked for. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = (request.query as { lang?: unknown } | undefined)?.lang ?? request.cookies?.['lang'];
  if (asked === 'en' || asked === 'zh') return asked;
  const first = (request.headers['accept-language'] ?? '').split(',')[0] ?? '';
  return /^en\b/i.test(first.trim()) ? 'en' : 'zh';
}
