import type { House } from '#kernel/house.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { organFor } from '#domain/subject/organs.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import type { MatterType, Party } from './define.ts';
import { refuse } from './errors.ts';
import type { Matter } from './matter.ts';

/** Whose turn it is: an organ, perhaps only one post in it. */
export type Turn = { readonly organ: string; readonly post: string | null };
type About = Pick<Matter, 'region' | 'form' | 'dispatched'>;

/** Finds the organ a party stands for in this matter; null when it is the applicant. Refuses (NO_ORGAN_FOR_MATTER) when the city has none. */
export async function turnOf(house: House, type: MatterType, partyKey: string, about: About): Promise<Turn | null> {
  const party = type.people[partyKey];
  if (!party) throw new Error(`Matter ${type.key} knows no party ${partyKey}.`);
  switch (party.kind) {
    case 'applicant': return null;
    case 'organ': {
      const organ = await organFor(house, party.function, about.region);
      if (!organ) throw refuse('NO_ORGAN_FOR_MATTER', { function: party.function, region: about.region });
      return { organ: organ.id, post: party.post ?? null };
    }
    case 'named': return { organ: named(about.form[party.field], party, about), post: party.post ?? null };
    case 'dispatched': return { organ: named(about.dispatched, party, about), post: null };
    default: return party satisfies never;
  }
}

function named(organ: unknown, party: Party, about: About): string {
  if (typeof organ !== 'string' || organ === '') throw refuse('NO_ORGAN_FOR_MATTER', { function: party.kind === 'named' ? party.field : '派遣', region: about.region });
  return organ;
}

/** Whether the reader is the one who opened the matter, or stands for its subject. */
export const isApplicant = (reader: Reader, matter: Pick<Matter, 'openedBy' | 'subjectId'>): boolean =>
  reader.accountId !== null && (reader.accountId === matter.openedBy || (reader.subjectId !== null && reader.subjectId === matter.subjectId));

/** The name the timeline keeps for good: officials act under theirs, of citizens only what nobody can be found by. */
export const actorName = (reader: Reader): string => (reader.kind === 'citizen' ? maskName(reader.name) : reader.name);

/** Whether the reader may act in this turn: of that organ, in that post, with the right to handle matters there. */
export const hasTurn = (reader: Reader, turn: Turn, matter: Pick<Matter, 'region'>): boolean =>
  reader.organ === turn.organ && (turn.post === null || reader.posts.includes(turn.post)) && may(reader, 'matter.handle', { organ: turn.organ, region: matter.region });

/** Whether the reader may see the matter at all: the applicant, one of its organs, or a holder of `matter.read` for its place. */
export const maySee = (reader: Reader, matter: Pick<Matter, 'openedBy' | 'subjectId' | 'organ' | 'region'>): boolean =>
  isApplicant(reader, matter) || may(reader, 'matter.read', { organ: matter.organ, region: matter.region });
