import type { StopRequests } from '../core/ports.ts';
import { whenFirstAsked } from './interruptions.ts';

/** Listens to the signals that ask this process to stop; where one has come already, its own is aborted from the beginning. */
export function stopRequests(): StopRequests {
  const stopping = new AbortController();
  const ignore = whenFirstAsked((signal) => stopping.abort(new Error(`asked to stop by ${signal}`)));
  return { signal: stopping.signal, ignore };
}
