import { EVERYTHING, type Fault } from './fault.ts';

/** Another server answers in the tenant's place, or sends to another one. */
export const elsewhere = {
  html: { strikes: EVERYTHING, answer: () => page(200, 'Welcome') },
  '404': { strikes: EVERYTHING, answer: () => page(404, 'Not Found') },
  redirect: {
    strikes: EVERYTHING,
    answer: ({ url }) => {
      const { pathname, search } = new URL(url);
      return new Response(null, {
        status: 307,
        headers: { Location: `${OTHER_ORIGIN}${pathname}${search}` },
      });
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Resolves nowhere. */
const OTHER_ORIGIN = 'http://elsewhere.invalid';

function page(status: number, title: string): Response {
  const html = `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}
