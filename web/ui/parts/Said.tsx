import { Fragment, type ReactNode } from 'react';

/** Text with lowered figures as such: many fonts for Chinese lack the signs of SO₂ and O₃. */
export const Said = ({ text }: { text: string }): ReactNode => text.split(/([₀-₉])/).map((part, at) => (/^[₀-₉]$/.test(part) ? <sub key={at}>{part.codePointAt(0)! - 0x2080}</sub> : <Fragment key={at}>{part}</Fragment>));
