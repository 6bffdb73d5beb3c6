import { addDays, daysBetween, type Day } from '#kernel/time/day.ts';
import { citizenIdCheck } from './citizen-id.ts';
import { alphabet, organisationCheck, usccCheck } from './uscc.ts';

/** A source of chance: a whole number from 0 up to, not with, the bound. The same seed gives the same city. */
export type Pick = (below: number) => number;

/** A pick that repeats itself for the same seed (sfc32 behind a text hash). For demonstration data only, never for secrets. */
export function seededPick(seed: string): Pick {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = (): number => {
    const out = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  };
  for (const character of seed) {
    a ^= character.codePointAt(0) ?? 0;
    for (let i = 0; i < 4; i++) next();
  }
  for (let i = 0; i < 16; i++) next();
  return (below) => Math.floor((next() / 0x1_0000_0000) * below);
}

/** An unassigned division: identifiers made with it are valid in form and can belong to nobody. */
export const nobodysDivision = '999901';

/** A valid identity number for an invented person. */
export function inventCitizenId(pick: Pick, person: { bornOn: Day; sex: 'male' | 'female'; divisionCode?: string }): string {
  const sequence = 2 * pick(500) + (person.sex === 'male' ? 1 : 0);
  const digits = (person.divisionCode ?? nobodysDivision) + person.bornOn.replaceAll('-', '') + String(sequence).padStart(3, '0');
  return digits + citizenIdCheck(digits);
}

/** A valid social credit code, right inside too. `category` 91 company, 92 individual business, 11 organ … */
export function inventUscc(pick: Pick, { category = '91', divisionCode = nobodysDivision }: { category?: string; divisionCode?: string } = {}): string {
  const body = `MA${Array.from({ length: 6 }, () => alphabet.charAt(pick(alphabet.length))).join('')}`;
  const code = category + divisionCode + body + organisationCheck(body);
  return code + usccCheck(code);
}

/** A mobile number beginning with 154, which no operator is known to issue. */
export function inventMobilePhone(pick: Pick): string {
  return `154${String(pick(100_000_000)).padStart(8, '0')}`;
}

/** A camera's id of GB/T 28181. */
export function inventCameraId(sequence: number, divisionCode: string = nobodysDivision): string {
  return `${divisionCode}00001320${String(sequence).padStart(6, '0')}`;
}

/** A day between two days, both included. */
export function inventDay(pick: Pick, from: Day, until: Day): Day {
  return addDays(from, pick(daysBetween(from, until) + 1));
}
