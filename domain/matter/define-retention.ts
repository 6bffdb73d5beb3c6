/** How long what an ended case says of persons is kept, in full years after its end, and the law or rule that says so. */
export type Retention = { readonly years: number; readonly basis: string };

/** `keep(30, '会计档案管理办法（财政部、国家档案局令第79号）')` */
export const keep = (years: number, basis: string): Retention => ({ years, basis });
