import { Fragment } from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/u;

/**
 * What somebody typed: text nodes only, line breaks kept, and whole http(s) addresses as links that open outside and
 * tell the other site nothing. `dir="auto"` keeps right-to-left words from reordering what stands around them.
 */
export const PlainText = ({ text, className }: { text: string; className?: string }) => (
  <p className={className} dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
    {text.split(ADDRESS).map((part, index) =>
      index % 2 === 1 ? (
        <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
          {part}
        </a>
      ) : (
        <Fragment key={index}>{part}</Fragment>
      ),
    )}
  </p>
);
