/** The C++ target: consumers in C++, compiled with the generated header and run under the sanitizers. */
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { testConsumers } from "./consumer.ts";
import type { Consumer } from "./consumer.ts";
import { languagesRoot, loadDocument, runTool } from "./producer.ts";

const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

function compile(compiler: string, dialect: string, consumer: Consumer): string {
  const { source, scratch, generated, libraries, prefix } = consumer;
  const program = join(scratch, "consumer");
  const strict = [`-std=${dialect}`, "-g", "-pthread", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
  const headers = ["-I", join(generated, "cpp", "include"), "-I", join(languagesRoot, "consumers", "cpp")];
  const linking = ["-L", libraries, `-l${prefix}`];
  runTool(compiler, [...strict, ...sanitizers, ...headers, source, "-o", program, ...linking]);
  return program;
}

testConsumers({
  name: "cpp",
  ending: ".cpp",
  programs: ["gcc", "g++"],
  targets: ["cpp"],
  compilerOptions: sanitizers,
  lacks: { imports: "types of other documents are not rendered" },
  prepare: (consumer) => ({
    program: compile("g++", "c++17", consumer),
    words: [],
    environment: { ASAN_OPTIONS: "detect_leaks=1" },
  }),
});

test("the C++ of contacts is as reviewed", () => {
  for (const { path, text } of renderTargets(loadDocument("contacts"), ["cpp"]).files) {
    if (path === "cpp/include/koine_support.hpp" || path.endsWith(".h")) continue;
    expectGolden(
      `idl/contacts/${path}`,
      text.replace(/koine [\d.]+ from \S*contacts.yml/, "koine VERSION from contacts.yml"),
    );
  }
});
