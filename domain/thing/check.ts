import type { Fault } from '#kernel/declare/declared.ts';
import { millisecondsOf } from '#kernel/time/duration.ts';
import type { ThingType } from './define.ts';

/** Names that a message uses itself, so no quantity may have them. */
export const messageWords: readonly string[] = ['at', 'quality'];

/** Every mistake in a kind of thing, each in a sentence its author can act on. */
export function checkThing(pack: string, type: ThingType): Fault[] {
  const faults: Fault[] = [];
  const at = (spot: string, said: string, known?: readonly string[]) => faults.push({ pack, spot: `thing ${type.key}${spot}`, said, ...(known ? { known } : {}) });
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(type.key)) at('', 'the key becomes part of an MQTT topic: use small letters, digits and hyphens, 2 to 40 of them.');
  const quantities = Object.entries(type.reports);
  if (quantities.length === 0) at(' · reports', 'reports nothing. Declare at least one quantity.');
  for (const [key, { minimum, maximum, unit }] of quantities) {
    const spot = ` · reports ${key}`;
    if (!/^[a-z][a-zA-Z0-9_]{0,39}$/.test(key)) at(spot, 'the name becomes a key of JSON messages: begin with a small letter, then letters, digits and underscores.');
    if (messageWords.includes(key)) at(spot, 'is a word every message uses itself. Choose another name.', messageWords);
    if (!(minimum < maximum)) at(spot, `allows values from ${minimum} to ${maximum}, which is no range.`);
    if (unit.trim() === '') at(spot, 'has no unit. Write 1 for a number without one.');
  }
  if (millisecondsOf(type.silentAfter) < millisecondsOf(type.every)) at(' · silentAfter', 'is shorter than “every”: each one would be silent between two readings.');
  if (type.silenceOpens && type.silenceOpens.noun !== 'matter') at(' · silenceOpens', `opens the ${type.silenceOpens.noun} “${type.silenceOpens.key}”; only matters can be opened.`);
  return faults;
}
