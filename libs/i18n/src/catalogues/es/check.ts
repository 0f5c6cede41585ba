import type { check as english } from '../en/check';

export const check: Record<keyof typeof english, string> = {
  title: 'Compruebe su conexión',
  lead: 'Aquí se ve si la asistencia funciona desde este dispositivo y esta red. No se comparte nada con nadie.',
  looking: 'Un momento…',
  running: 'Comprobando…',
  again: 'Comprobar de nuevo',
  open: 'Comprobar la conexión',
  ms: '{{ms}} ms ida y vuelta',
  'step.browser': 'Este navegador',
  'step.server': 'El servidor',
  'step.line': 'La línea en directo',
  'step.path': 'El camino directo para las imágenes',
  'step.relay': 'El camino por un repetidor',
  'ok.browser': 'Lo tiene todo.',
  'ok.line': 'Se mantiene abierta.',
  'ok.path': 'Está abierto.',
  'ok.relay': 'Está abierto.',
  'slow.server':
    'Tarda {{ms}} ms ida y vuelta: lo que hace se ve tarde. Otra red, o un cable en lugar de la wifi, puede ayudar.',
  'bad.browser':
    'Es demasiado antiguo, o un ajuste o complemento prohíbe las conexiones directas (WebRTC). Pruebe con un Chrome, Edge, Firefox o Safari actual, sin complementos.',
  'bad.server': 'No responde. Compruebe que tiene conexión e inténtelo de nuevo.',
  'bad.line':
    'No se mantiene abierta. Un proxy o cortafuegos puede impedir los web sockets: pruebe otra red, o enseñe esto a quien se ocupa de la suya.',
  'bad.path':
    'Esta red no deja salir paquetes directamente (UDP). Con un repetidor la asistencia funciona igualmente.',
  'bad.relay':
    'No se llega al repetidor. Un cortafuegos puede impedirlo: pruebe otra red, o enseñe esto a quien se ocupa de la suya.',
  'overall.ok': 'La asistencia funciona desde aquí.',
  'overall.slow': 'La asistencia funciona desde aquí, aunque no en las mejores condiciones.',
  'overall.bad': 'La asistencia no funciona desde aquí como debería. Mire lo que está marcado arriba.',
};
