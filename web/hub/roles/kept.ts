import type { Design } from './roles.ts';

/** A design that waits in this tab while its maker shows a second factor; `key` is null for a new role. */
type Kept = { readonly key: string | null; readonly design: Design };
const name = 'role-design';

export const keepDesign = (kept: Kept): void => sessionStorage.setItem(name, JSON.stringify(kept));
export const forgetDesign = (): void => sessionStorage.removeItem(name);

export function keptDesign(): Kept | null {
  const text = sessionStorage.getItem(name);
  return text === null ? null : (JSON.parse(text) as Kept);
}
