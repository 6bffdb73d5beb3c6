import { chinaOffset, isDay } from './day.ts';

/** A moment as RFC 3339 text in China's time: `2026-03-12T14:05:09+08:00`, with milliseconds only where there are any. */
export function formatMoment(moment: Date): string {
  const local = new Date(moment.getTime() + chinaOffset).toISOString();
  return `${local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)}+08:00`;
}

const shape = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Reads RFC 3339 text. The offset is required, the day must exist; undefined for anything else. */
export function parseMoment(text: string): Date | undefined {
  const day = shape.exec(text)?.[1];
  return day !== undefined && isDay(day) ? new Date(text.toUpperCase().replace(' ', 'T')) : undefined;
}
