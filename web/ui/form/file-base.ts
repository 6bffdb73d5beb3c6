import { createContext, useContext } from 'react';

/** Where files are read from: those of a matter open to whoever may see the matter, under its own address. */
const FileBase = createContext('/api/v1/files');
export const FilesFrom = FileBase.Provider;
export const useFileAddress = (id: string): string => `${useContext(FileBase)}/${id}`;
