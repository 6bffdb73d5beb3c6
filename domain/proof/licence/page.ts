import type { LicenceState } from './state.ts';

/** How a licence is printed beside what it says. */
export type LicencePrint = {
  /** Where it stands at the moment of printing; the page says that the QR code tells where it stands now. */
  readonly state: LicenceState;
  readonly printedAt: Date;
  /** True marks the page 演示: it must never be mistaken for a real licence. */
  readonly demonstration: boolean;
  /** English title, printed small under the Chinese one. */
  readonly titleEn?: string;
};

/** A4 across, in points from the lower left corner. */
export const [pageWidth, pageHeight] = [841.89, 595.28];

/** The frame of fine lines. */
export const frame = { x: 26, y: 26, width: pageWidth - 52, height: pageHeight - 52 };

/** Where the face stands. */
export const area = { left: 96, right: pageWidth - 96, faceTop: 424, faceBottom: 178 };
