/** The signals that ask a process to end. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Longer than this nobody who has pressed Ctrl-C waits. */
const patienceMs = 1_000;

/** Ctrl-C under npm comes twice, from the terminal and from npm, and is one request all the same. No finger is that quick. */
const echoMs = 100;

/** What has begun and is not to be left half done, with how to take it back. */
const underWay = new Map<Promise<unknown>, () => void>();

/** Who wants to know of the first signal, which then ends nothing. */
const toldFirst = new Set<(signal: NodeJS.Signals) => void>();

let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
let isListening = false;
let ending: Promise<void> | undefined;

/**
 * Work that no signal leaves half done, begun at once. One that comes while it goes on ends the process after it; where it takes more
 * than a second, `takeBack` undoes what can be undone. Nothing begins any more after the signal. Before the first such work a signal
 * ends the process in the way of the system, and so it does in the end: whoever started the process sees which one it was.
 */
export function wholly<T>(work: () => Promise<T>, takeBack: () => void = () => {}): Promise<T> {
  listen();
  return ending === undefined ? finish(work(), takeBack) : ending.then(() => wholly(work, takeBack));
}

/**
 * The first signal ends nothing but is told; all that come after it end the process, as if nobody had wanted to know. Where it has been
 * told already, so it is now: what was asked to stop has to. Answers how not to be told.
 */
export function whenFirstAsked(tell: (signal: NodeJS.Signals) => void): () => void {
  listen();
  if (first) tell(first.signal);
  else toldFirst.add(tell);
  return () => void toldFirst.delete(tell);
}

async function finish<T>(work: Promise<T>, takeBack: () => void): Promise<T> {
  underWay.set(work, takeBack);
  try {
    return await work;
  } finally {
    underWay.delete(work);
    // What was asked to end is not to go on with what comes next.
    await ending;
  }
}

/** Once and for all: a signal that came just before its listener was taken away would be lost. */
function listen(): void {
  if (isListening) return;
  isListening = true;
  // Before all others, to know of those that listen but once.
  for (const signal of signals) process.prependListener(signal, onSignal);
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else listens ends the process in a way of his own.
  if (process.listenerCount(signal) > 1) return;
  if (toldFirst.size > 0) tellFirst(signal);
  else if (!isEcho(signal)) ending ??= end(signal);
}

function tellFirst(signal: NodeJS.Signals): void {
  first = { signal, at: performance.now() };
  for (const tell of toldFirst) tell(signal);
  toldFirst.clear();
}

const isEcho = (signal: NodeJS.Signals) => first?.signal === signal && performance.now() - first.at < echoMs;

async function end(signal: NodeJS.Signals): Promise<void> {
  await Promise.race([Promise.allSettled(underWay.keys()), patience()]);
  for (const takeBack of underWay.values()) tryTo(takeBack);
  for (const one of signals) process.removeListener(one, onSignal);
  process.kill(process.pid, signal);
  // The first process of a container survives what nobody listens for: it goes on as if it had not been asked.
  isListening = false;
  ending = undefined;
}

function tryTo(takeBack: () => void): void {
  try {
    takeBack();
  } catch {
    // Nobody is left to be told.
  }
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
  });
}
