/** Whether the reader has asked their system for less motion: then nothing slides, fades or flies (WCAG 2.2, 2.3.3). */
export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
