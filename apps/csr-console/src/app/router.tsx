import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { SignInPage } from '../auth/SignInPage';
import { HomePage } from '../home/HomePage';
import { DeskFrame } from './DeskFrame';
import { NotFoundPage } from './NotFoundPage';
import type { SignedInStore } from './signed-in';

/** All addresses of the console. */
export const createAppRouter = (signedIn: SignedInStore) => {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: SignInPage,
    validateSearch: (search: Record<string, unknown>): { to?: string } =>
      // Only places of our own: a link must not send a person elsewhere after signing in.
      typeof search.to === 'string' && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {},
    beforeLoad: async ({ search }) => {
      if ((await signedIn.known()).status === 'in') redirect({ to: search.to ?? '/', throw: true });
    },
  });
  const setup = createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => import('../auth/SetupPage'), 'SetupPage'),
  });
  const desk = createRoute({
    getParentRoute: () => root,
    id: 'desk',
    component: DeskFrame,
    beforeLoad: async ({ location }) => {
      if ((await signedIn.known()).status !== 'out') return;
      redirect({
        to: '/sign-in',
        search: location.pathname === '/' ? {} : { to: location.pathname },
        throw: true,
      });
    },
  });
  const home = createRoute({ getParentRoute: () => desk, path: '/', component: HomePage });
  const session = createRoute({
    getParentRoute: () => desk,
    path: '/sessions/$sessionId',
    component: lazyRouteComponent(() => import('../workspace/WorkspacePage'), 'WorkspacePage'),
  });
  const settings = createRoute({
    getParentRoute: () => desk,
    path: '/settings',
    component: lazyRouteComponent(() => import('../settings/SettingsPage'), 'SettingsPage'),
  });
  return createRouter({
    routeTree: root.addChildren([signIn, setup, desk.addChildren([home, session, settings])]),
    defaultPendingMs: 200,
  });
};

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** This session was started a moment ago, from here. */
    justStarted?: boolean;
  }
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
