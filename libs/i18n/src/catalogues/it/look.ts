import type { look as source } from '../en/look';

export const look: Record<keyof typeof source, string> = {
  title: 'Aspetto',
  lead: 'Che cosa i clienti vedono di voi: nella pagina da cui entrano e nelle e-mail.',
  logo: 'Logo',
  logoText: 'Sta accanto al nome dell’organizzazione. PNG, JPEG o WebP; quelli grandi vengono ridotti.',
  logoNow: 'Il logo',
  logoChoose: 'Scegli un’immagine',
  logoOther: 'Un’altra immagine',
  logoRemove: 'Togli',
  'logo.unreadable': 'Questa non è un’immagine leggibile. Scelga un PNG, JPEG o WebP.',
  'logo.tooLarge': 'Questa immagine ha troppi dettagli per un logo. Ne scelga una più semplice.',
  colour: 'Colore',
  colourText:
    'Pulsanti e link ne prendono la tinta, chiara o scura quanto serve perché tutti li leggano. Il rosso significa sempre fermare.',
  colourOurs: 'Il colore di Relevo',
  colourPick: 'Scegli un colore',
  colourWrong: 'Scriva un colore come # e sei cifre, per esempio #0f766e.',
  preview: 'Che cosa vedono i clienti',
  'preview.light': 'Con lo sfondo chiaro',
  'preview.dark': 'Con lo sfondo scuro',
  saved: 'Salvato. I clienti lo vedono quando aprono la pagina.',
};
