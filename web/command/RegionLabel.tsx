import type { ReactNode } from 'react';
import { useRegionNames } from '../ui/api/directory.ts';

/** A division by its names beneath the city. */
export const RegionLabel = ({ code }: { code: string }): ReactNode => useRegionNames(code) ?? code;
