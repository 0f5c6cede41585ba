export { ThemeProvider } from './ThemeProvider';
export { theme } from './theme.mjs';
