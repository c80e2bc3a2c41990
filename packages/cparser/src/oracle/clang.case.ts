/** Clang as the oracle for what no GCC of Debian 12 knows: the one that is a development dependency, LLVM 22 in WebAssembly. */
import { commands, Exit } from "@yowasp/clang";
import type { TranslationUnit } from "../declaration/model.ts";
import { renderCheckProgram } from "../verify/render-check-program.ts";

/** What Clang says about a text. */
export interface ClangVerdict {
  /** All that it prints. */
  readonly output: string;
  /** Claims about the text that it contradicts. */
  readonly wrong: readonly string[];
  readonly claims: number;
}

const flags = ["--target=x86_64-unknown-linux-gnu", "-std=gnu23", "-fsyntax-only", "-w", "-ferror-limit=0"];

/** Lets Clang judge all that was read of a text as C23. `others` are files beside it. */
export async function judgeWithClang(
  unit: TranslationUnit,
  text: string,
  others: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<ClangVerdict> {
  const program = renderCheckProgram(unit, { includes: [] });
  const files = { ...others, "text.h": text, "check.c": `#include "text.h"\n#line 1 "check.c"\n${program.text}` };
  const output = await runClang(files, "check.c");
  const lines = program.text.split("\n");
  const wrong = [...output.matchAll(/^check\.c:(\d+):\d+: error: (.*)$/gm)].map(
    ([, line, message]) => program.claims.get(Number(line)) ?? `${message}: ${lines[Number(line) - 1]}`,
  );
  return { output, wrong, claims: program.claims.size };
}

/** Gives what Clang prints about a file; of flags that contradict each other the last counts. */
export async function runClang(
  files: Readonly<Record<string, string | Uint8Array>>,
  name: string,
  more: readonly string[] = [],
): Promise<string> {
  let output = "";
  const show = (bytes: Uint8Array | null): void => {
    output += bytes === null ? "" : new TextDecoder().decode(bytes);
  };
  try {
    await commands.clang([...flags, ...more, name], files, { stdout: show, stderr: show });
  } catch (error) {
    // A mistake in the program ends it with 1, and was printed.
    if (!(error instanceof Exit)) throw error;
  }
  return output;
}
