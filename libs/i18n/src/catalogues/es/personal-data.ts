import type { personalData as source } from '../en/personal-data';

export const personalData: Record<keyof typeof source, string> = {
  title: 'Datos de los clientes',
  lead: 'Lo que se sabe de un cliente, en las sesiones y en las colas: para entregarlo cuando lo pida, o para borrarlo. Los clientes no tienen cuenta: diga usted qué entradas son suyas.',
  name: 'Nombre del cliente, o una parte',
  find: 'Buscar',
  nobody: 'No hay ningún cliente con este nombre. Lo que se borró ya no se encuentra.',
  all_one: '{{count}} entrada',
  all_other: '{{count}} entradas',
  all_many: '{{count}} entradas',
  export: 'Guardar lo que se sabe',
  erase: 'Borrar…',
  live: 'Una sesión en curso no se puede borrar: termínela antes.',
  customer: 'Cliente',
  session: 'Sesión o cola',
  when: 'Cuándo',
  state: 'Estado',
  over: 'Terminada',
  notCome: 'Se le esperaba, no vino',
  waits: 'Espera ahora',
  callBack: 'Pide una llamada',
  isLive: 'En curso',
  more: 'Solo se ven las {{count}} más recientes. Escriba más del nombre.',
  eraseTitle_one: '¿Borrar {{count}} entrada?',
  eraseTitle_other: '¿Borrar {{count}} entradas?',
  eraseTitle_many: '¿Borrar {{count}} entradas?',
  goes: 'Se borra para siempre: el nombre del cliente, cada línea que escribió en el chat, lo que dijo al final, la dirección que recibió su enlace y, de las sesiones en las que no se ayudó a nadie más, las notas y las direcciones que recibieron un enlace que nadie usó.',
  goesExpected:
    'Se borra para siempre, de quien se esperaba y no vino: el nombre que escribió el representante, las direcciones que recibieron un enlace que nadie usó y las notas de las sesiones en las que no se admitió a ningún cliente.',
  waitNow_one:
    'Un cliente espera en este momento. Pierde su puesto, como si se hubiera ido, y su página se lo dice. Lo que escribió se borra.',
  waitNow_other:
    '{{count}} clientes esperan en este momento. Pierden su puesto, como si se hubieran ido, y su página se lo dice. Lo que escribieron se borra.',
  waitNow_many:
    '{{count}} clientes esperan en este momento. Pierden su puesto, como si se hubieran ido, y su página se lo dice. Lo que escribieron se borra.',
  callsGo_one:
    'Hay una llamada pendiente. Nadie llamará: la petición se borra con el teléfono y con todo lo que escribió.',
  callsGo_other:
    'Hay {{count}} llamadas pendientes. Nadie llamará: las peticiones se borran con los teléfonos y con todo lo que escribieron.',
  callsGo_many:
    'Hay {{count}} llamadas pendientes. Nadie llamará: las peticiones se borran con los teléfonos y con todo lo que escribieron.',
  stays:
    'Queda que alguien estuvo, lo que firmó su ordenador (prueba lo que permitió), lo que escribieron los representantes en el chat y el asunto de la sesión. El registro se sigue verificando.',
  staysExpected:
    'Queda que hubo una sesión, lo que escribieron los representantes en el chat y el asunto de la sesión. El registro se sigue verificando.',
  password: 'Su contraseña',
  eraseNow: 'Borrar para siempre',
  erased: 'Borrado. Sesiones: {{sessions}}; líneas de chat: {{lines}}; sacados de colas: {{waiting}}.',
};
