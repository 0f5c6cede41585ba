import { nameIn } from './names';

test('W48 what the site names is called in the language of who reads', () => {
  const type = { name: 'Type', names: { es: 'Tipo' } };
  expect(nameIn('es', type)).toBe('Tipo');
  expect(nameIn('it', type)).toBe('Type');
});
