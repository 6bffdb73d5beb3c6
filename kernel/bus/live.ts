import type { Database } from '../database/connect.ts';

/** A notice of something that has just been committed. Screens fetch what they show; the notice carries no personal data. */
export type Notice = { readonly id: string; readonly topic: string; readonly about: string | null; readonly organ: string | null; readonly region: string | null };

/** The stream of notices inside one process. */
export class Live {
  readonly #hearers = new Set<(notice: Notice) => void>();

  /** Hears every notice until the returned function is called. */
  hear(hearer: (notice: Notice) => void): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  tell(notice: Notice): void {
    for (const hearer of this.#hearers) hearer(notice);
  }

  /** Connects to the database's notices; returns how to stop. */
  async listen(db: Database): Promise<() => Promise<void>> {
    const subscription = await db.listen('live', (text) => this.tell(JSON.parse(text) as Notice));
    return () => subscription.unlisten();
  }
}
