import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): unique everywhere, and sorted by the moment it was made. */
export const newId = (at?: Date): string => v7(at ? { msecs: at.getTime() } : undefined);

/** Whether a text is a UUID at all. Anything else is answered "not found", never sent to the database. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** The moment a UUIDv7 was made. */
export const idTime = (id: string): Date => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** The smallest UUIDv7 of a moment: what came before it has smaller ones. A moment before 1970 counts as its beginning, for no id is older. */
export function idFloor(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
