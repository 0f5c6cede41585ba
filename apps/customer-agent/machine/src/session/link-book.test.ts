import type { Link } from '@relevo/client';
import { newId } from '@relevo/client';
import { LinkBook } from './link-book';

type DeviceLink = Link<'device'>;

const aLink = (participantId: string, epoch = 1) => {
  const link = {
    far: { participantId, endpoint: newId(), deviceId: null },
    epoch,
    state: { name: 'ready' },
  };
  return link as typeof link & DeviceLink;
};

describe('which link speaks for a CSR', () => {
  it('SEC-C9 gives every link a number of its own, and the same to one that was only interrupted', () => {
    const book = new LinkBook();
    const [first, other] = [aLink('ana'), aLink('bea')];
    expect([book.ready(first), book.ready(other), book.ready(first)]).toEqual([1, 2, 1]);
    expect([book.numberOf(first), book.numberOf(other), book.numberOf(aLink('ana'))]).toEqual([1, 2, 0]);
  });

  it('the latest tab speaks; when it goes, another one speaks anew', () => {
    const book = new LinkBook();
    const [first, second] = [aLink('ana'), aLink('ana')];
    book.ready(first);
    book.ready(second);
    book.ready(first);
    expect([book.speaks(first), book.speaks(second)]).toEqual([false, true]);
    expect(book.of('ana')).toBe(second);
    expect(book.closed(second)).toBe(first);
    expect(book.ready(first)).toBe(3);
    expect(book.of('ana')).toBe(first);
  });

  it('a tab that was cut off when the one that spoke closed speaks anew once it is back', () => {
    const book = new LinkBook();
    const [first, second] = [aLink('ana'), aLink('ana')];
    book.ready(first);
    book.ready(second);
    (first.state as { name: string }).name = 'lost';
    expect(book.closed(second)).toBeNull();
    (first.state as { name: string }).name = 'ready';
    expect(book.ready(first)).toBe(3);
    expect(book.of('ana')).toBe(first);
  });

  it('of several tabs the one that proved itself last takes over', () => {
    const book = new LinkBook();
    const [first, second, third] = [aLink('ana'), aLink('ana'), aLink('ana')];
    for (const link of [first, second]) book.ready(link);
    (first as { epoch: number }).epoch = 2;
    for (const link of [first, third]) book.ready(link);
    expect(book.closed(third)).toBe(first);
  });

  it('a tab that did not speak goes without a word; the last one leaves nobody', () => {
    const book = new LinkBook();
    const [first, second] = [aLink('ana'), aLink('ana')];
    book.ready(first);
    book.ready(second);
    expect(book.closed(first)).toBeNull();
    expect(book.closed(second)).toBeNull();
    expect(book.of('ana')).toBeNull();
  });

  it('a link that is being repaired does not speak', () => {
    const book = new LinkBook();
    const link = aLink('ana');
    book.ready(link);
    (link.state as { name: string }).name = 'lost';
    expect(book.of('ana')).toBeNull();
    expect(book.speaks(link)).toBe(true);
  });
});
