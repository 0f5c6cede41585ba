import { Fragment, type ReactNode } from 'react';
import { linksIn } from '../links';

/**
 * What somebody typed: text nodes only, line breaks kept, and whole http(s) addresses as links that open outside and
 * tell the other site nothing. `dir="auto"` keeps right-to-left words from reordering what stands around them; a link stands apart
 * from them, so that nothing before it turns it round. `note` is said below, of each site that a link leads to.
 */
export const PlainText = ({
  text,
  className,
  note,
}: {
  text: string;
  className?: string;
  note?: (host: string) => ReactNode;
}) => {
  const parts = linksIn(text);
  const hosts = [...new Set(parts.flatMap((part) => (part.kind === 'link' ? [part.host] : [])))];
  return (
    <>
      <p className={className} dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {parts.map((part, index) =>
          part.kind === 'link' ? (
            <bdi key={index} dir="ltr">
              <a href={part.href} title={part.href} target="_blank" rel="noopener noreferrer nofollow">
                {part.shown}
              </a>
            </bdi>
          ) : (
            <Fragment key={index}>{part.text}</Fragment>
          ),
        )}
      </p>
      {note && hosts.map((host) => <Fragment key={host}>{note(host)}</Fragment>)}
    </>
  );
};
