import type { TObject } from 'typebox';
import { nounKey, type Declaration } from '#kernel/declare/declared.ts';
import type { Duration } from '#kernel/time/duration.ts';

/** A kind of e-licence (GB/T 36902): who may hold it, what its face shows, how long it lasts. */
export type ProofType = Declaration & {
  readonly noun: 'proof';
  /** 21 characters: USCC of the body that defined the type + 3 digits (GB/T 36904). */
  readonly typeCode: string;
  readonly holder: 'person' | 'enterprise';
  /** 照面要素, made with kernel/schema/fields.ts. */
  readonly face: TObject;
  /** null: without end. */
  readonly valid: Duration | null;
  /** Where the face comes from when a matter issues it: the form as granted, and the holder. */
  readonly faceFrom: (form: Record<string, unknown>, holder: { name: string; code: string }) => Record<string, unknown>;
  /** The printed number: `茂卫公证字` gives 茂卫公证字〔2026〕第000123号. */
  readonly numberPrefix: string;
};

export const proofTypes = nounKey<ProofType>('proof');

export const defineProof = (given: Omit<ProofType, 'noun'>): ProofType => Object.freeze({ noun: 'proof' as const, ...given });
