import { Declared, faultLine, type Fault } from '#kernel/declare/declared.ts';
import { engineWords } from './engine-words.ts';
import { checkPack, checkTogether } from './pack-check.ts';
import { definitionsOf, pathOf, type Pack } from './pack.ts';

/** All mistakes of all packs at once, one line each. The program does not start with any. */
export class PackFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`${faults.length} mistake(s) in the packs:\n${faults.map((fault) => `  ${faultLine(fault)}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Loads packs: every key once, every definition checked. Throws PackFaults naming all mistakes. */
export function loadPacks(packs: readonly Pack[]): Declared {
  const declared = new Declared();
  const faults: Fault[] = [];
  for (const words of [engineWords, ...packs.map(({ english }) => english)]) declared.addEnglish(words);
  for (const pack of packs) for (const definition of definitionsOf(pack)) faults.push(...[declared.add(pathOf(pack), definition)].filter((fault) => fault !== null));
  faults.push(...checkTogether(packs), ...packs.flatMap((pack) => checkPack(pack, declared)));
  if (faults.length > 0) throw new PackFaults(faults);
  return declared;
}
