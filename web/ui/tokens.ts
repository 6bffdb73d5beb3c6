/** The value of a token of tokens.css as the page shows it now: for maps and charts, which draw on a canvas. */
export const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
