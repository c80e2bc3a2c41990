/** Koine works where the runtime was told to forbid code generation from strings. */
import { openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "calls work under --disallow-code-generation-from-strings",
  import.meta.url,
  { prints: ["-4", "text"], nodeOptions: ["--disallow-code-generation-from-strings"] },
  (print) => {
    const { symbols } = openLibrary(compileLibrary("callbacks"), { negate: "int negate(int value)" });
    print(symbols.negate(4));
    print(openLibrary(compileLibrary("text"), { echo: "const char *echo(const char *text)" }).symbols.echo("text"));
  },
);
