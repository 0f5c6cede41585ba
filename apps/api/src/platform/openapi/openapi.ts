import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from '../version';

/** Where the description of the interface is read by people. */
export const DOCS_PATH = 'api/docs';

/** The description of the REST interface, made from the contracts. */
export const describeApi = (app: INestApplication): OpenAPIObject =>
  SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Relevo')
      .setDescription(
        'Unplanned remote support. Requests that change something carry the header `x-relevo: 1`, or an API key ' +
          'as `Authorization: Bearer rk_…`. How programs start sessions: docs/integrate.md.',
      )
      .setVersion(version)
      .addCookieAuth('sid', { type: 'apiKey', in: 'cookie' }, 'account')
      .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'device')
      .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'rk_…' }, 'apiKey')
      .build(),
  );

/** Serves the description at /api/docs, and as JSON at /api/docs-json. */
export const serveDocs = (app: INestApplication): void => {
  SwaggerModule.setup(DOCS_PATH, app, () => describeApi(app), { jsonDocumentUrl: 'api/docs-json' });
};
