/** Shown when the server runs without its pages; for whoever runs it, so in English only. */
export const notBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Relevo</title></head>
<body><h1>The pages are not built yet</h1>
<p>The server runs, but it has no pages to show. Stop it and start it with <code>npm start</code>, which builds them
first.</p></body></html>
`;
