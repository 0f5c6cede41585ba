import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { SignInPage } from '../auth/SignInPage';
import { keepLinkToken } from '../colleague/link-token';
import { readHistorySearch } from '../history/search';
import { HomePage } from '../home/HomePage';
import { readReportSearch } from '../reports/search';
import { readWallSearch } from '../wall/search';
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
      if (['in', 'setUp'].includes((await signedIn.known()).status))
        redirect({ to: search.to ?? '/', throw: true });
    },
  });
  const setup = createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => import('../auth/SetupPage'), 'SetupPage'),
  });
  const welcome = createRoute({
    getParentRoute: () => root,
    path: '/welcome',
    component: lazyRouteComponent(() => import('../auth/WelcomePage'), 'WelcomePage'),
  });
  const forgotten = createRoute({
    getParentRoute: () => root,
    path: '/forgotten-password',
    component: lazyRouteComponent(() => import('../auth/ForgottenPage'), 'ForgottenPage'),
  });
  const expert = createRoute({
    getParentRoute: () => root,
    path: '/expert',
    component: lazyRouteComponent(() => import('../expert/ExpertPage'), 'ExpertPage'),
  });
  const desk = createRoute({
    getParentRoute: () => root,
    id: 'desk',
    component: DeskFrame,
    beforeLoad: async ({ location }) => {
      if (location.pathname === '/colleague') keepLinkToken(location.hash);
      const state = await signedIn.known();
      if (state.status === 'expert') {
        const { expertIn: sessionId } = state.account;
        if (location.pathname === `/sessions/${sessionId}`) return;
        redirect({ to: '/sessions/$sessionId', params: { sessionId }, throw: true });
      }
      if (state.status !== 'out') return;
      redirect({
        to: '/sign-in',
        search: location.pathname === '/' ? {} : { to: location.pathname + location.searchStr },
        throw: true,
      });
    },
  });
  const start = createRoute({
    getParentRoute: () => desk,
    path: '/start',
    component: lazyRouteComponent(() => import('../starts/StartPage'), 'StartPage'),
  });
  const home = createRoute({ getParentRoute: () => desk, path: '/', component: HomePage });
  const session = createRoute({
    getParentRoute: () => desk,
    path: '/sessions/$sessionId',
    component: lazyRouteComponent(() => import('../workspace/WorkspacePage'), 'WorkspacePage'),
  });
  const history = createRoute({
    getParentRoute: () => desk,
    path: '/history',
    validateSearch: readHistorySearch,
    component: lazyRouteComponent(() => import('../history/HistoryPage'), 'HistoryPage'),
  });
  const reports = createRoute({
    getParentRoute: () => desk,
    path: '/reports',
    validateSearch: readReportSearch,
    component: lazyRouteComponent(() => import('../reports/ReportsPage'), 'ReportsPage'),
  });
  const sessionHistory = createRoute({
    getParentRoute: () => desk,
    path: '/history/$sessionId',
    component: lazyRouteComponent(() => import('../history/SessionHistoryPage'), 'SessionHistoryPage'),
  });
  const wallBoard = createRoute({
    getParentRoute: () => desk,
    path: '/wall-board',
    // Which team a board on a wall shows stands in its address.
    validateSearch: readWallSearch,
    component: lazyRouteComponent(() => import('../wall/WallBoardPage'), 'WallBoardPage'),
  });
  const colleague = createRoute({
    getParentRoute: () => desk,
    path: '/colleague',
    component: lazyRouteComponent(() => import('../colleague/ColleaguePage'), 'ColleaguePage'),
  });
  const settings = createRoute({
    getParentRoute: () => desk,
    path: '/settings',
    component: lazyRouteComponent(() => import('../settings/SettingsFrame'), 'SettingsFrame'),
  });
  const site = createRoute({
    getParentRoute: () => settings,
    path: '/',
    component: lazyRouteComponent(() => import('../settings/SettingsPage'), 'SettingsPage'),
  });
  const account = createRoute({
    getParentRoute: () => settings,
    path: '/account',
    component: lazyRouteComponent(() => import('../settings/account/AccountPage'), 'AccountPage'),
  });
  const look = createRoute({
    getParentRoute: () => settings,
    path: '/look',
    component: lazyRouteComponent(() => import('../settings/look/LookPage'), 'LookPage'),
  });
  const post = createRoute({
    getParentRoute: () => settings,
    path: '/mail',
    component: lazyRouteComponent(() => import('../settings/post/PostPage'), 'PostPage'),
  });
  const customers = createRoute({
    getParentRoute: () => settings,
    path: '/customers',
    component: lazyRouteComponent(
      () => import('../settings/personal-data/PersonalDataPage'),
      'PersonalDataPage',
    ),
  });
  const users = createRoute({
    getParentRoute: () => settings,
    path: '/users',
    component: lazyRouteComponent(() => import('../settings/users/UsersPage'), 'UsersPage'),
  });
  const teams = createRoute({
    getParentRoute: () => settings,
    path: '/teams',
    component: lazyRouteComponent(() => import('../settings/teams/TeamsPage'), 'TeamsPage'),
  });
  const types = createRoute({
    getParentRoute: () => settings,
    path: '/types',
    component: lazyRouteComponent(() => import('../settings/lists/TypesPage'), 'TypesPage'),
  });
  const codes = createRoute({
    getParentRoute: () => settings,
    path: '/codes',
    component: lazyRouteComponent(() => import('../settings/lists/CodesPage'), 'CodesPage'),
  });
  const queues = createRoute({
    getParentRoute: () => settings,
    path: '/queues',
    component: lazyRouteComponent(() => import('../settings/queues/QueuesPage'), 'QueuesPage'),
  });
  const keys = createRoute({
    getParentRoute: () => settings,
    path: '/keys',
    component: lazyRouteComponent(() => import('../settings/keys/KeysPage'), 'KeysPage'),
  });
  const webhooks = createRoute({
    getParentRoute: () => settings,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('../settings/webhooks/WebhooksPage'), 'WebhooksPage'),
  });
  const audit = createRoute({
    getParentRoute: () => settings,
    path: '/audit',
    component: lazyRouteComponent(() => import('../settings/audit/AuditPage'), 'AuditPage'),
  });
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      setup,
      welcome,
      forgotten,
      expert,
      desk.addChildren([
        start,
        home,
        session,
        history,
        sessionHistory,
        reports,
        colleague,
        wallBoard,
        settings.addChildren([
          site,
          account,
          look,
          post,
          users,
          teams,
          types,
          codes,
          queues,
          keys,
          webhooks,
          customers,
          audit,
        ]),
      ]),
    ]),
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
