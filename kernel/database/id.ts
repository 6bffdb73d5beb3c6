import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): unique everywhere, and sorted by the moment it was made. */
export const newId = (at?: Date): string => v7(at ? { msecs: at.getTime() } : undefined);

/** Whether a text is a UUID at all. Anything else is answered "not found", never sent to the database. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

/** The moment a UUIDv7 was made. */
export const idTime = (id: string): Date => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
