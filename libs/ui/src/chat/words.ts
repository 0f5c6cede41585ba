import type { Audience, Delivery, Message, Participant } from '@relevo/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n';

/** Said of one's own line: a word, and who has read it, has it, or has it not yet. */
export interface DeliveryWords {
  readonly word: string;
  readonly details: readonly string[];
}

/** How a page speaks of audiences, of who writes and of what became of a line. */
export interface ChatWords {
  readonly names: (ids: readonly string[]) => string;
  /** Whom a line goes to, as a choice: "Everyone", "Jorge". */
  readonly audience: (to: Audience) => string;
  /** Who reads it, or who of them has `gone`, as a sentence; null = everybody reads it. */
  readonly readers: (to: Audience, gone: readonly string[]) => string | null;
  /** What a private line says of itself; null = it is for everyone. */
  readonly privately: (message: Pick<Message, 'authorId' | 'to'>) => string | null;
  readonly typing: (ids: readonly string[]) => string | null;
  readonly delivery: (delivery: Delivery) => DeliveryWords;
}

/** @param called how this page calls a participant @param isGuest whether somebody is from outside, which is said beside their name */
export const useChatWords = (
  me: Participant | undefined,
  called: (id: string) => string,
  isGuest: (id: string) => boolean,
): ChatWords => {
  const { t } = useTranslation('chat');
  const { language } = useLanguage();
  return useMemo(() => {
    const nameOf = (id: string): string => (isGuest(id) ? t('guestNamed', { name: called(id) }) : called(id));
    const list = new Intl.ListFormat(language, { type: 'conjunction' });
    const names = (ids: readonly string[]): string => list.format(ids.map(nameOf));
    const others = (ids: readonly string[]): string[] => ids.filter((id) => id !== me?.id);
    return {
      names,
      audience: (to) => {
        if (to === 'everyone') return t('everyone');
        if (to === 'csrs') return t('csrs');
        return to.length === 0 ? t('some') : names(to);
      },
      readers: (to, gone) => {
        if (gone.length > 0) return t('gone', { names: names(gone) });
        if (to === 'everyone') return null;
        if (to === 'csrs') return t('reads.csrs');
        return to.length === 0 ? t('choose') : t('reads.named', { names: names(to) });
      },
      privately: ({ authorId, to }) => {
        if (to === 'everyone') return null;
        if (to === 'csrs') return t('for.csrs');
        if (authorId === me?.id || !to.includes(me?.id ?? '')) return t('for.named', { names: names(to) });
        const rest = others(to);
        return rest.length === 0 ? t('for.you') : t('for.youAnd', { names: names(rest) });
      },
      typing: (ids) => {
        const [first, second, ...more] = others(ids).map(nameOf);
        if (first === undefined) return null;
        if (second === undefined) return t('typing.one', { first });
        return more.length > 0 ? t('typing.many') : t('typing.two', { first, second });
      },
      delivery: ({ state, readBy, deliveredTo, waitsFor }) => {
        const details = [
          ...(readBy.length > 0 ? [t('readBy', { names: names(readBy) })] : []),
          ...(deliveredTo.length > 0 ? [t('deliveredTo', { names: names(deliveredTo) })] : []),
          ...(waitsFor.length > 0 ? [t('waitsFor', { names: names(waitsFor) })] : []),
        ];
        return { word: t(state), details: details.length > 0 ? details : [t('nobody')] };
      },
    };
  }, [t, language, me?.id, called, isGuest]);
};
