/**
 * A number in [0, 1) that always is the same for the same whole numbers: chance that can be repeated.
 * The mixing step is MurmurHash3's (Appleby, public domain).
 */
export function chance(...numbers: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const number of numbers) {
    mixed = Math.imul(mixed ^ number, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return (mixed >>> 0) / 4_294_967_296;
}

/** Smooth chance over the plane, in [0, 1): the same neighbourhood has similar values. `seed` chooses one of many such planes. */
export function smoothChance(seed: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, up] = [ease(x - column), ease(y - row)];
  const below = mix(chance(seed, column, row), chance(seed, column + 1, row), right);
  const above = mix(chance(seed, column, row + 1), chance(seed, column + 1, row + 1), right);
  return mix(below, above, up);
}

const ease = (part: number) => part * part * (3 - 2 * part);
const mix = (from: number, to: number, part: number) => from + (to - from) * part;
