import type { keys as source } from '../en/keys';

export const keys: Record<keyof typeof source, string> = {
  'keys.title': 'Teclado',
  'keys.home': 'En el inicio',
  'keys.session': 'En una sesión',
  'keys.anywhere': 'En todas partes',
  'keys.control': 'Durante el control',
  'keys.start': 'Nueva sesión',
  'keys.help': 'Mostrar esta lista',
  'keys.goHome': 'Ir al inicio',
  'keys.escape': 'Cerrar lo abierto',
  'keys.panel': 'Abrir o cerrar el panel lateral',
  'keys.tab': 'Sesión 1 a 9',
  'keys.release': 'Recuperar su teclado',
  'palette.title': 'Búsqueda y comandos',
  'palette.search': 'Buscar sesiones, personas y comandos',
  'palette.nothing': 'No hay resultados. Pruebe con un nombre, un número de sesión o lo que quiere hacer.',
  'palette.commands': 'Aquí y ahora',
  'palette.sessions': 'Sesiones',
  'palette.places': 'Ajustes',
};
