/**
 * Binds headers that nobody has, so that what V8 compiles on the way can be kept: the same whatever is bound first, and what most headers
 * need. Nothing is read, written or asked. Keeping it is in `@koine/cli`.
 */
import { bindHeadersFrom } from "../bind-headers.ts";
import type { BindResult } from "../bind-result.ts";
import type { CompilerAnswer } from "../compiler/ask-compiler.ts";
import { CompilerAnswers } from "../compiler/compiler-answers.ts";
import { HeaderFiles } from "../header/header-files.ts";
import {
  ownDirectory,
  rehearsalHeaders,
  rehearsedHeader,
  rehearsedSystemHeader,
  systemDirectory,
} from "./rehearsal-headers.ts";

/** Goes the usual ways through the front end, as far as to the texts, with each of the headers that are bound. */
export function rehearse(): readonly BindResult[] {
  return [rehearsedHeader, rehearsedSystemHeader].map((header) => {
    const options = {
      headers: [header],
      libraries: ["play"],
      includeDirectories: [`${ownDirectory}/parts`],
      workingDirectory: ownDirectory,
      systemIncludeDirectories: [systemDirectory],
    };
    const result = bindHeadersFrom(options, new RehearsalFiles(), new RehearsalCompilers(process.env));
    // What is bound is rendered when it is read.
    void [result.module, result.specText, result.parts];
    return result;
  });
}

/** A file system with the headers of the rehearsal, and nothing else. */
class RehearsalFiles extends HeaderFiles {
  override readFile(path: string): string | undefined {
    return rehearsalHeaders.get(path);
  }

  override has(path: string): boolean {
    return rehearsalHeaders.has(path);
  }

  override isDirectory(path: string): boolean {
    return [...rehearsalHeaders.keys()].some((name) => name.startsWith(`${path}/`));
  }

  override list(): ReadonlySet<string> {
    return new Set();
  }
}

/** A compiler that looks where headers of the rehearsal are. */
class RehearsalCompilers extends CompilerAnswers {
  override find(): CompilerAnswer {
    return { machine: "", includeDirectories: [systemDirectory], ownDirectories: [], missingDirectories: [] };
  }
}
