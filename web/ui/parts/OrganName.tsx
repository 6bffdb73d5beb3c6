import type { ReactNode } from 'react';
import { organTitle, useOrgans } from '../api/directory.ts';

/** An organ by its name; anything that is no organ of the directory stays as it is. */
export const OrganName = ({ organ }: { organ: string | null | undefined }): ReactNode => organTitle(useOrgans().data, organ);
