import type { look as source } from '../en/look';

export const look: Record<keyof typeof source, string> = {
  title: 'Aspecto',
  lead: 'Lo que los clientes ven de ustedes: en la página por la que entran y en los correos.',
  logo: 'Logotipo',
  logoText: 'Está junto al nombre de la organización. PNG, JPEG o WebP; los grandes se reducen.',
  logoNow: 'El logotipo',
  logoChoose: 'Elegir una imagen',
  logoOther: 'Otra imagen',
  logoRemove: 'Quitar',
  'logo.unreadable': 'Esto no es una imagen que se pueda leer. Elija un PNG, JPEG o WebP.',
  'logo.tooLarge': 'Esta imagen tiene demasiado detalle para un logotipo. Elija una más sencilla.',
  colour: 'Color',
  colourText:
    'Los botones y enlaces toman su tono, tan claro u oscuro como haga falta para que todos los lean. El rojo siempre significa detener.',
  colourOurs: 'El color de Relevo',
  colourPick: 'Elegir un color',
  colourWrong: 'Escriba un color como # y seis cifras, por ejemplo #0f766e.',
  preview: 'Lo que ven los clientes',
  'preview.light': 'En claro',
  'preview.dark': 'En oscuro',
  saved: 'Guardado. Los clientes lo ven cuando abren la página.',
};
