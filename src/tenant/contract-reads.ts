import type { ListAnswer, ReadCall } from '../core/read-call.ts';

/** The calls of contract §3 to §6 that read. Those of a service that a kind speaks belong to the kind. `today` is a date in UTC. */
export function contractReads(service: string, today: string): readonly ReadCall[] {
  return reads(today)[service] ?? [];
}

const list: ListAnswer = { elements: ['entities', 'items'], id: 'id' };
const onePage = { pageSize: 1 };
const commitments = '/wfm/v2/schedules/commitments';
const campaigns = '/api/v2/campaigns';

const reads = (today: string): Readonly<Record<string, readonly ReadCall[]>> => ({
  scheduling: [
    {
      path: '/api/v2/wfm/schedules',
      basis: 'assumed',
      without: 'the last import that the ledger knows stands for what the tenant has',
      answer: list,
      needs: 'a calendar',
    },
    {
      path: '/api/v2/wfm/async-jobs/{jobId}',
      scope: 'wfm:async-jobs:read',
      basis: 'documented',
      without: 'nobody learns how an import ended',
      answer: 'object',
      needs: 'the job of an import',
    },
  ],
  workforce: [
    {
      path: '/api/v1/wfm/schedule/coverage',
      query: {
        dateFrom: `${today}T00:00:00Z`,
        dateTo: `${today}T23:59:59Z`,
        groupBy: 'skill',
        ...onePage,
      },
      scope: 'wfm:schedule:read',
      basis: 'documented',
      without: 'coverage cannot be shown',
      answer: list,
    },
    {
      path: '/api/v1/wfm/schedule/optimization/jobs/{jobId}',
      scope: 'wfm:optimization:read',
      basis: 'documented',
      without: 'nobody learns what an optimization recommends',
      answer: 'object',
      needs: 'the job of an optimization',
    },
  ],
  commitments: [
    {
      path: '/wfm/v2/organizations/me',
      basis: 'documented',
      without: 'nobody can tell that the host is the one of this organisation',
      answer: 'object',
    },
    {
      path: '/wfm/v2/agents',
      query: { status: 'ACTIVE', ...onePage },
      scope: 'wfm:agent:read',
      basis: 'documented',
      without: 'nobody can tell which agents are active',
      answer: list,
    },
    {
      path: commitments,
      query: { metadata: 'batchId:cxform-doctor', ...onePage },
      scope: 'wfm:schedule:read',
      basis: 'documented',
      without: 'what a lost answer left behind cannot be found again',
      answer: list,
    },
    {
      path: `${commitments}/{scheduleId}`,
      scope: 'wfm:schedule:read',
      basis: 'documented',
      without: 'no commitment schedule can be compared or published',
      answer: 'object',
      needs: 'a commitment schedule of ours',
    },
  ],
  campaigns: [
    {
      path: campaigns,
      query: onePage,
      scope: 'campaign:read',
      basis: 'documented',
      without: 'campaigns cannot be found, and their windows not checked against each other',
      answer: list,
    },
    {
      path: `${campaigns}/{id}`,
      scope: 'campaign:read',
      basis: 'documented',
      without: 'no campaign can be compared',
      answer: 'object',
      idFrom: campaigns,
    },
  ],
});
