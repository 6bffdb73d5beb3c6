import { useEffect, useState, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** Something is on its way: silent at first, after a second said in words, then with the seconds waited. */
export function Busy({ children }: { children?: ReactNode }): ReactNode {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((waited) => waited + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return <p className="busy" role="status">{children ?? (seconds < 3 ? say('loading') : say('loadingLong', { seconds }))}</p>;
}
