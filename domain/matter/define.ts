import type { TObject, TSchema } from 'typebox';
import { Type } from 'typebox';
import { nounKey, type Declaration } from '#kernel/declare/declared.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { ProofType } from '#domain/proof/define.ts';
import type { Effect } from './effect.ts';
import type { Guide, Material, Question } from './define-guide.ts';
import type { Retention } from './define-retention.ts';
import type { MatterKind, Outcome } from './kinds.ts';

/** Who takes part in a matter, found anew for each one from its place and its form. */
export type Party =
  /** The citizen, enterprise or official who opened it. */
  | { readonly kind: 'applicant' }
  /** The nearest organ with this function, going up from the matter's place; `post` limits it to those who hold it. */
  | { readonly kind: 'organ'; readonly function: string; readonly post?: string }
  /** The organ named in a field of the form; `post` limits it to those who hold it. */
  | { readonly kind: 'named'; readonly field: string; readonly post?: string }
  /** The organ it was dispatched to by an act that asks for one. */
  | { readonly kind: 'dispatched' };

export const applicant: Party = { kind: 'applicant' };
export const officer = (organFunction: string, post?: string): Party => ({ kind: 'organ', function: organFunction, ...(post ? { post } : {}) });
export const organNamedIn = (field: string, post?: string): Party => ({ kind: 'named', field, ...(post ? { post } : {}) });
export const dispatchedOrgan: Party = { kind: 'dispatched' };

export type Ending = { readonly ends: string; readonly outcome: Outcome };

/** One thing somebody may do in a state. */
export type Act = {
  readonly title: string;
  readonly to: string | Ending;
  /** Who may do it, when not the one whose turn it is. */
  readonly by?: string;
  /** What is asked of the actor: a small form. A field `organ` dispatches, a field `level` sets the level. */
  readonly asks?: TObject;
  /** Names of asked fields that become part of the form (a new last day). */
  readonly sets?: readonly string[];
  readonly reason?: 'needed' | 'allowed';
  /** The act this state is waiting for; drawn as the one main button. */
  readonly primary?: boolean;
  /** 受理: from now on the promised time runs. Without such an act it runs from the opening. */
  readonly accepts?: boolean;
  /** The applicant puts right the form and materials (补正); they are checked as at the submission. */
  readonly corrects?: boolean;
  /** Grants what was applied for: the proof the type declares is issued in the same transaction. */
  readonly issues?: boolean;
  /** The effect on a floor below, in the same transaction. */
  readonly effect?: Effect;
  /** At most this often in the life of one matter (asking for correction: once). */
  readonly times?: number;
  /** Only so long after the state began (reopening: fifteen days). */
  readonly until?: Duration;
  /** Happens by itself when the time of the state is over. */
  readonly onTimeout?: boolean;
  /** A sentence the applicant is sent. `{number}`, `{title}` and `{reason}` are filled in. */
  readonly tells?: string;
  /** Evidence that must come with it: a photo and a position from the spot, or papers of any kind. */
  readonly needs?: readonly ('photo' | 'position' | 'paper')[];
  /** The key of an act: whoever has done it in this matter may not do this one (四眼: proof is checked by another). */
  readonly notBy?: string;
};

export type State = {
  readonly title: string;
  readonly by: string;
  readonly within?: Duration;
  /** The clock stands still here, for a reason the applicant is told (补正, 检验, 听证). */
  readonly pauses?: boolean;
  /** Organs that each give their opinion at the same time; when all agree the act `agreed` follows, at a refusal `refused`. */
  readonly parts?: Readonly<Record<string, { readonly title: string; readonly by: string; readonly within?: Duration }>>;
  readonly acts: Readonly<Record<string, Act>>;
};

/** What an event becomes: form, and where it lies; null when this event is not for this type. Pure. */
export type OpensOn = { readonly topic: string; readonly opening: (payload: Record<string, unknown>) => { readonly form: Record<string, unknown>; readonly region?: string; readonly title?: string; readonly dispatched?: string; readonly origin?: string } | null };

/** A kind of case. One declaration gives form, table, API, lists, clock, timeline, guide and reference page. */
export type MatterType = Declaration & {
  readonly noun: 'matter';
  readonly kind: MatterKind;
  readonly form: TObject;
  readonly people: Readonly<Record<string, Party>>;
  readonly lifecycle: Readonly<Record<string, State>>;
  /** Who may open one: anybody signed in, anybody at all, or holders of a right; signals and other matters always may. */
  readonly openedBy: 'anybody' | 'signed-in' | `${string}.${string}` | 'system';
  readonly guide?: Guide;
  readonly questions: readonly Question[];
  readonly materials: readonly Material[];
  readonly issues?: ProofType;
  /** Levels, worst first, each with its words. */
  readonly levels?: Readonly<Record<string, string>>;
  /** Opens by itself when a floor below tells of something: a released task, a silent device, failing data. */
  readonly opensOn?: OpensOn;
  /** The field of the form that holds the last day; the deadline of the whole matter. */
  readonly deadlineIn?: string;
  /** The title of one case; the type's own title when not given. */
  readonly titleOf?: (form: Record<string, unknown>) => string;
  /** Shown to everybody once open (the report of a broken road), without anything personal. */
  readonly public?: boolean;
  /** Where ordinary reports (the portal's 随手报, Open311) put what they bring: names of fields of the form. */
  readonly report?: { readonly class: string; readonly words: string; readonly where: string; readonly spot: string; readonly photos: string };
  /** Words people use for it, for search. */
  readonly alsoCalled: readonly string[];
  /** May the applicant rate it after the end. */
  readonly rated: boolean;
  /** How long an ended case remembers persons; left out: what is usual for its kind. */
  readonly keeps?: Retention;
  /** Groups on the portal, e.g. 开办餐馆. */
  readonly events: readonly string[];
};

export const matterTypes = nounKey<MatterType>('matter');

type Given<K extends string> = Pick<MatterType, 'key' | 'title' | 'kind'> & Partial<Omit<MatterType, 'noun' | 'people' | 'lifecycle' | 'form'>> & {
  readonly form?: TObject;
  readonly people?: Readonly<Record<K, Party>>;
  readonly lifecycle: Readonly<Record<string, State>>;
};

/** Declares a matter type. What is left out: no questions, no materials, rated when it is a service, opened by anybody signed in. */
export function defineMatter<K extends string = never>(given: Given<K>): MatterType {
  return Object.freeze({
    noun: 'matter' as const,
    questions: [],
    materials: [],
    alsoCalled: [],
    events: [],
    openedBy: 'signed-in' as const,
    rated: given.kind === 'service',
    form: Type.Object({}),
    ...given,
    people: { applicant, dispatched: dispatchedOrgan, ...given.people },
  });
}

/** An act that leads to another state. */
export const to = (state: string, title: string, more: Omit<Act, 'to' | 'title'> = {}): Act => ({ to: state, title, ...more });
/** An act that ends the matter, `ends` naming the end as the timeline shows it. */
export const end = (title: string, ends: string, outcome: Outcome, more: Omit<Act, 'to' | 'title'> = {}): Act => ({ to: { ends, outcome }, title, ...more });

/** Whether an act's target is an end. */
export const isEnding = (target: string | Ending): target is Ending => typeof target !== 'string';

/** A schema of fields asked by an act. */
export const asks = <T extends Record<string, TSchema>>(fields: T) => Type.Object(fields, { additionalProperties: false });
