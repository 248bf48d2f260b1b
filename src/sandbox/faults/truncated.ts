import { EVERYTHING, type Fault } from './fault.ts';

/** The tenant does what it is asked, and its answer ends too soon, though properly. */
export const truncated: Fault = {
  strikes: EVERYTHING,
  answer: async (request, { tenant }) => {
    const answer = await tenant(request);
    if (!answer.ok) return answer;
    const text = (await answer.text()) || '{}';
    // Half of a JSON object is none.
    const half = text.slice(0, Math.ceil(text.length / 2));
    return new Response(half, { status: 200, headers: { 'Content-Type': 'application/json' } });
  },
};
