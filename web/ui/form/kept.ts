/**
 * What somebody has filled in waits in this tab while they show a second factor on another page, and is there when they come back.
 * It never leaves the tab, and goes when it was sent or given up.
 */
export const keep = (name: string, value: unknown): void => sessionStorage.setItem(`kept ${name}`, JSON.stringify(value));
export const forget = (name: string): void => sessionStorage.removeItem(`kept ${name}`);

/** What waits under a name; null when nothing does. */
export function kept<T>(name: string): T | null {
  const text = sessionStorage.getItem(`kept ${name}`);
  return text === null ? null : (JSON.parse(text) as T);
}
