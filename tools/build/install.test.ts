import { checkNode } from './install.mjs';

test.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('Node %s is new enough', (version) => {
  expect(() => checkNode(version)).not.toThrow();
});

test.each(['18.20.0', '20.18.9', '19.99.0'])('Node %s is refused in words', (version) => {
  expect(() => checkNode(version)).toThrow(`Relevo needs Node 20.19 or newer; this is Node ${version}.`);
});
