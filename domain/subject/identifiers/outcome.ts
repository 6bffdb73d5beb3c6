/** What a check of an identifier found: its stored form with the facts it tells, or the one reason why it is none. */
export type Outcome<Facts extends object, Reason extends string> =
  ({ readonly ok: true; readonly value: string } & Readonly<Facts>) | { readonly ok: false; readonly reason: Reason };

/** Refuses with a reason. */
export function no<Reason extends string>(reason: Reason): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}

/** As people type it → as it is stored: full-width forms made narrow, spaces, hyphens and invisible characters gone, letters in capitals. */
export function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}
