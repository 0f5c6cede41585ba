import { type ReactNode, useEffect, useRef } from 'react';
import { Bar, Brand, LanguageSwitch } from '../parts/Bar';

/** A screen with one thing to say: a problem, the end, a wait. */
export const Message = ({
  organisation,
  title,
  children,
  urgent = false,
  below,
}: {
  organisation: string;
  title: string;
  children?: ReactNode;
  urgent?: boolean;
  /** Further cards. */
  below?: ReactNode;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  // Screen readers hear what happened, wherever they were.
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <>
      <Bar>
        <Brand organisation={organisation} />
        <LanguageSwitch />
      </Bar>
      <main className="wrap first">
        <section className="card message" role={urgent ? 'alert' : undefined}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {children}
        </section>
        {below}
      </main>
    </>
  );
};
