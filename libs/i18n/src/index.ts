export * from './i18n';
export type { Message, RenderedMail, Sender } from './mail/mail';
export { renderMail } from './mail/render-mail';
export { renderSms } from './mail/words';
export { renderReceipt } from './receipt/render-receipt';
