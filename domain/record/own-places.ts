import { addEraser } from '#domain/subject/personal/erase.ts';
import { addOriginals } from '#domain/subject/personal/search-files.ts';
import { searchLake } from './erase/walk.ts';

addOriginals('dataset');
addEraser({ key: 'datasets', search: searchLake });
