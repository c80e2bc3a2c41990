/**
 * The surroundings of a command in this process. Text is written to the descriptors themselves: Node's streams take longer to
 * load than most commands take.
 */
import { writeSync } from "node:fs";
import { OutputFailure } from "./command-line/command.ts";
import type { Surroundings } from "./command-line/command.ts";

/** What those who start the command add to it. */
export type CommandExtensions = Pick<Surroundings, "loadLibclang" | "importModule" | "prepareLongWork">;

/** The surroundings, and whether the process may end at once. */
export interface ProcessSurroundings extends Surroundings {
  /** Whether a stream of Node may still have something to write. */
  readonly mayHavePendingText: boolean;
}

/** Describes this process to a command. */
export function describeProcess(extensions: CommandExtensions): ProcessSurroundings {
  const output = new TextSink(1, () => process.stdout);
  const error = new TextSink(2, () => process.stderr);
  return {
    ...extensions,
    workingDirectory: process.cwd(),
    writeOutput: (text) => output.write(text),
    writeError: (text) => error.write(text),
    get mayHavePendingText() {
      return output.hasStream || error.hasStream;
    },
    get isTerminal() {
      return process.stderr.isTTY;
    },
  };
}

/** A standard stream of the process; Node's object for it is made when it is needed. */
class TextSink {
  readonly #descriptor: number;
  readonly #openStream: () => NodeJS.WritableStream;
  #stream: NodeJS.WritableStream | undefined;

  constructor(descriptor: number, openStream: () => NodeJS.WritableStream) {
    this.#descriptor = descriptor;
    this.#openStream = openStream;
    // Only the stream tells a console of Windows that the text is UTF-8.
    if (process.platform === "win32") this.#useStream();
  }

  get hasStream(): boolean {
    return this.#stream !== undefined;
  }

  write(text: string): void {
    if (this.#stream === undefined) this.#writeBytes(Buffer.from(text));
    else this.#stream.write(text);
  }

  #writeBytes(bytes: Buffer): void {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch (error) {
      if (isEarlyEnd(error)) return;
      // Somebody made the pipe non-blocking, and it is full: the stream knows how to wait.
      if (!(error instanceof Error && "code" in error)) throw error;
      // What is said about it would end here, too.
      if (error.code !== "EAGAIN" && this.#descriptor === 2) return;
      if (error.code !== "EAGAIN")
        throw new OutputFailure(`the output cannot be written: ${error.message}`, { cause: error });
      this.#useStream().write(bytes.subarray(written));
    }
  }

  #useStream(): NodeJS.WritableStream {
    const stream = this.#openStream();
    this.#stream = stream;
    stream.on("error", (error) => {
      if (!isEarlyEnd(error)) throw error;
    });
    return stream;
  }
}

/** A reader that stops early (`koine bind zlib.h | head`) is not an error. */
function isEarlyEnd(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
