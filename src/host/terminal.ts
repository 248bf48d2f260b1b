import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Terminal } from '../core/ports.ts';

/** The process's three streams, or others of their shape. */
export interface TerminalStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

type OutputStream = Writable & { readonly isTTY?: boolean };

/** The person's side over the process's streams. A reader that goes away (`cxform plan | head`) ends the output, not the run. */
export function nodeTerminal({ stdin, stdout, stderr }: TerminalStreams): Terminal {
  return {
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    out: writer(stdout),
    err: writer(stderr),
    ask: (question) => ask(stdin, stderr, question),
  };
}

function writer(stream: OutputStream): (text: string) => void {
  let readerGone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readerGone = true;
  });
  return (text) => {
    if (!readerGone) stream.write(text);
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
