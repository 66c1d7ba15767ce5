/** The page before its script has run. It asks for nothing but what `/-/` serves, and knows whether a token is wanted. */
export function pageDocument(isBuilt: boolean, asksForToken: boolean): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>bedrock-profile-proxy</title>
<link rel="icon" href="/-/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/-/page.css">
${isBuilt ? '<script type="module" src="/-/page.js"></script>\n' : ''}</head>
<body>
<div id="page"${asksForToken ? ' data-asks-for-token="yes"' : ''}><p class="notice">${isBuilt ? 'Loading. Without JavaScript there is nothing to see here.' : NOT_BUILT}</p></div>
</body>
</html>
`
}

const NOT_BUILT = 'The page is not built: run <code>npm run build</code> in the checkout, then load this again.'

/** What a browser shows beside the name of the page: the proxy's arrow. */
export const PAGE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f766e"/><path d="M7 12h13m0 0-4-4m4 4-4 4M25 20H12m0 0 4-4m-4 4 4 4" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>
`
