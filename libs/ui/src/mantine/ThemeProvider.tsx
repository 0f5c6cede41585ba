import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import '@mantine/core/styles.layer.css';
import 'virtual:mantine-variables.css';
import './mantine.css';
import { theme } from './theme.mjs';

const schemes = localStorageColorSchemeManager({ key: 'relevo.scheme' });

/** The kit in our theme. It writes no style elements: our content security policy allows none, the variables are a file. */
export const ThemeProvider = ({ children }: { children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    colorSchemeManager={schemes}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
    withStaticClasses={false}
  >
    {children}
  </MantineProvider>
);
