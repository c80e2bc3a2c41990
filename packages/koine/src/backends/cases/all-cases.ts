/** Every frontend case, and how a backend's test runs them. */
import { test } from "node:test";
import type { LibraryName } from "../../library/library-name.ts";
import { argumentCases } from "./arguments.case.ts";
import { errnoCases } from "./errno.case.ts";
import { callbackCases } from "./callbacks.case.ts";
import { errorCases } from "./errors.case.ts";
import type { FrontendCase } from "./frontend-case.ts";
import { memoryCases } from "./memory.case.ts";
import { outCases } from "./out.case.ts";
import { stringCases } from "./strings.case.ts";
import { structCases } from "./structs.case.ts";
import { variadicCases } from "./variadic.case.ts";

const groups: Readonly<Record<string, readonly FrontendCase[]>> = {
  arguments: argumentCases,
  callbacks: callbackCases,
  errno: errnoCases,
  errors: errorCases,
  memory: memoryCases,
  out: outCases,
  strings: stringCases,
  structs: structCases,
  variadic: variadicCases,
};

/** Registers a test per case. The backend must be chosen. */
export function testFrontend(library: LibraryName): void {
  for (const [group, cases] of Object.entries(groups)) {
    for (const { name, run } of cases) test(`${group}: ${name}`, () => run(library));
  }
}
