import { createContext, useCallback, useContext, useState } from 'react';

type During = <T>(work: Promise<T>) => Promise<T>;

const Awaited = createContext<During>((work) => work);
/** Controls inside tell the form of what they have under way: `during` of `useUnderWay`. */
export const WaitsForControls = Awaited.Provider;
/** Makes the form around wait until this work has ended, well or not. */
export const useDuring = (): During => useContext(Awaited);

/** Whether a form waits for a file on its way or a position being found: sent now, it would go without them. */
export function useUnderWay(): { readonly waits: boolean; readonly during: During } {
  const [count, setCount] = useState(0);
  const during = useCallback<During>((work) => {
    setCount((before) => before + 1);
    return work.finally(() => setCount((before) => before - 1));
  }, []);
  return { waits: count > 0, during };
}
