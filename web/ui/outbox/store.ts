/** A small store on the device (IndexedDB) for what could not be sent yet: it survives closing the page and the battery. */
const name = 'yiwang-outbox';
const shelves = ['acts', 'blobs'] as const;
export type Shelf = (typeof shelves)[number];

let opened: Promise<IDBDatabase> | null = null;

const open = (): Promise<IDBDatabase> => (opened ??= new Promise((done, failed) => {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => { for (const shelf of shelves) request.result.createObjectStore(shelf); });
  request.addEventListener('success', () => done(request.result));
  request.addEventListener('error', () => failed(request.error ?? new Error('IndexedDB')));
}));

async function on<T>(shelf: Shelf, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(shelf, mode);
  const request = ask(transaction.objectStore(shelf));
  return new Promise((done, failed) => {
    transaction.addEventListener('complete', () => done(request.result));
    transaction.addEventListener('error', () => failed(transaction.error ?? new Error('IndexedDB')));
  });
}

export const put = (shelf: Shelf, key: string, value: unknown): Promise<unknown> => on(shelf, 'readwrite', (store) => store.put(value, key));
export const get = <T>(shelf: Shelf, key: string): Promise<T | undefined> => on(shelf, 'readonly', (store) => store.get(key) as IDBRequest<T | undefined>);
export const drop = (shelf: Shelf, key: string): Promise<unknown> => on(shelf, 'readwrite', (store) => store.delete(key));
export const allOf = <T>(shelf: Shelf): Promise<T[]> => on(shelf, 'readonly', (store) => store.getAll() as IDBRequest<T[]>);
