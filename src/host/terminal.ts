import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Terminal } from '../core/ports.ts';
import { wholly } from './interruptions.ts';

/** The process's three streams, or others of their shape. */
export interface TerminalStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

type OutputStream = Writable & { readonly isTTY?: boolean };

/**
 * The person's side over the process's streams. A stream that takes nothing any more ends the output, not the run: what is being written to
 * a tenant must not hang on a log. `onLost` is told once, with the system's code, where that was a failure of standard output and not a
 * reader that went away (`cxform plan | head`).
 */
export function nodeTerminal(
  { stdin, stdout, stderr }: TerminalStreams,
  onLost: (code: string) => void = () => {},
): Terminal {
  return {
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    out: whole(writer(stdout, onLost)),
    err: writer(stderr),
    ask: (question) => ask(stdin, stderr, question),
  };
}

type Write = (text: string, done?: () => void) => void;

/** A pipe takes a long text bit by bit: a signal meanwhile is not to leave half a document with its reader. */
function whole(write: Write): (text: string) => void {
  return (text) => void wholly(() => new Promise<void>((resolve) => write(text, resolve)));
}

function writer(stream: OutputStream, onLost: (code: string) => void = () => {}): Write {
  let isLost = false;
  stream.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (!isLost && code !== 'EPIPE') onLost(code);
    isLost = true;
  });
  return (text, done) => {
    // What has been destroyed would never say that it is done.
    if (isLost || stream.destroyed) done?.();
    else stream.write(text, () => done?.());
  };
}

function ask(
  input: TerminalStreams['stdin'],
  output: OutputStream,
  question: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // An input that has ended already would never say so again.
    if (input.readableEnded || input.destroyed) return resolve(undefined);
    const lines = createInterface({ input, output, prompt: question });
    lines.once('close', () => resolve(undefined));
    lines.once('line', (answer) => {
      resolve(answer);
      lines.close();
    });
    lines.prompt();
  });
}
