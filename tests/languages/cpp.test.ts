/** The C++ target: consumers in C++, compiled with the generated header and run under the sanitizers. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectGolden } from "@koine/codegen/golden";
import { renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { renderBinding } from "./binding.ts";
import { readGuidePrograms, testConsumers } from "./consumer.ts";
import type { Consumer } from "./consumer.ts";
import { buildProducer, languagesRoot, loadDocument, runTool } from "./producer.ts";

const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

function compile(compiler: string, dialect: string, consumer: Consumer): string {
  const { source, scratch, generated, libraries, prefix, imports } = consumer;
  const program = join(scratch, "consumer");
  const strict = [`-std=${dialect}`, "-g", "-pthread", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];
  const headers = ["-I", join(generated, "cpp", "include"), "-I", join(languagesRoot, "consumers", "cpp")];
  const linking = ["-L", libraries, ...[prefix, ...imports].map((name) => `-l${name}`)];
  runTool(compiler, [...strict, ...sanitizers, ...headers, source, "-o", program, ...linking]);
  return program;
}

testConsumers({
  name: "cpp",
  guide: { page: "generated-cpp.md", fence: "cpp", features: ["contacts", "kvstore"] },
  ending: ".cpp",
  programs: ["gcc", "g++"],
  targets: ["cpp"],
  compilerOptions: sanitizers,
  prepare: (consumer) => ({
    program: compile("g++", "c++17", consumer),
    words: [],
    environment: { ASAN_OPTIONS: "detect_leaks=1" },
  }),
});

function isMissing(program: string): boolean {
  return spawnSync(program, ["--version"]).error !== undefined && process.env["CI"] === undefined;
}

const compilers = [
  { compiler: "g++", dialect: "c++20" },
  { compiler: "clang++", dialect: "c++17" },
  { compiler: "clang++", dialect: "c++20" },
] as const;

for (const { compiler, dialect } of compilers) {
  test(`cpp: ${compiler} as ${dialect}`, { skip: isMissing(compiler) && `needs ${compiler}` }, () => {
    inTemporaryDirectory((folder) => {
      const sources = ["imports", "kitchen-sink", "streams", "words"].map((feature) => {
        const include = join(
          renderBinding({ feature, target: "cpp", folder: mkdtempSync(join(folder, "binding-")) }),
          "include",
        );
        return { feature, include };
      });
      const headers = sources.flatMap(({ include }) => ["-I", include]);
      const files = sources.map(({ feature }) => {
        const file = join(folder, `${feature}.cpp`);
        writeFileSync(file, `#include "${feature.replaceAll("-", "_")}.hpp"\n`);
        return file;
      });
      const strict = [`-std=${dialect}`, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"];
      const imported = ["-I", join(sources[0]?.include ?? "", "..", "..", "geometry", "cpp", "include")];
      runTool(compiler, [...strict, ...headers, ...imported, ...files]);
    });
  });
}

const staleSource = `
#include "scalars.hpp"
#include "check.hpp"

int main() {
    for (int time = 0; time < 2; ++time) {
        const auto stale = catch_from<koine::StaleLibrary>([] { scalars::numbers::echo_i8(1); });
        std::printf("%s\\n", stale.what());
    }
}
`;

test("cpp: a stale library is refused by each call, with every difference", () => {
  inTemporaryDirectory((folder) => {
    const edit = (text: string) =>
      text.replace("name: add, params: [{ name: a, type: i32 }", "name: add, params: [{ name: a, type: i64 }");
    const binding = renderBinding({ feature: "scalars", target: "cpp", folder, edit });
    const { libraries } = buildProducer("scalars");
    const source = join(folder, "stale.cpp");
    const program = join(folder, "stale");
    writeFileSync(source, staleSource);
    const headers = ["-I", join(binding, "include"), "-I", join(languagesRoot, "consumers", "cpp")];
    runTool("g++", ["-std=c++17", ...headers, source, "-o", program, "-L", libraries, "-lscalars"]);
    const output = runTool(program, [], { env: { ...process.env, LD_LIBRARY_PATH: libraries } });
    const line = "this header does not fit scalars: numbers.add is different in the library; \n";
    assert.equal(output, line + line);
  });
});

const applicationProject = `
cmake_minimum_required(VERSION 3.15)
project(application LANGUAGES CXX)
set(CMAKE_CXX_EXTENSIONS OFF)
add_subdirectory(geometry/cpp)
add_subdirectory(cpp imports)
add_executable(application application.cpp)
target_link_libraries(application imports)
`;

test(
  "cpp: CMake builds a program with a package and the one that it imports",
  { skip: isMissing("cmake") && "needs cmake" },
  () => {
    inTemporaryDirectory((folder) => {
      renderBinding({ feature: "imports", target: "cpp", folder });
      const { libraries } = buildProducer("imports");
      writeFileSync(join(folder, "CMakeLists.txt"), applicationProject);
      copyFileSync(join(languagesRoot, "consumers", "cpp", "imports.cpp"), join(folder, "application.cpp"));
      copyFileSync(join(languagesRoot, "consumers", "cpp", "check.hpp"), join(folder, "check.hpp"));
      const build = join(folder, "build");
      runTool("cmake", ["-S", folder, "-B", build, `-DCMAKE_LIBRARY_PATH=${libraries}`]);
      runTool("cmake", ["--build", build]);
      runTool(join(build, "application"), [], { env: { ...process.env, LD_LIBRARY_PATH: libraries } });
    });
  },
);

test("cpp: the CMake lines of the guide build its program", { skip: isMissing("cmake") && "needs cmake" }, () => {
  inTemporaryDirectory((folder) => {
    const [lines = ""] = readGuidePrograms("generated-cpp.md", "cmake");
    const [program = ""] = readGuidePrograms("generated-cpp.md", "cpp");
    const { libraries } = buildProducer("contacts");
    renderBinding({ feature: "contacts", target: "cpp", folder });
    const head = "cmake_minimum_required(VERSION 3.15)\nproject(application LANGUAGES CXX)\n";
    writeFileSync(join(folder, "CMakeLists.txt"), `${head}add_executable(program main.cpp)\n${lines}`);
    writeFileSync(join(folder, "main.cpp"), program);
    const build = join(folder, "build");
    runTool("cmake", ["-S", folder, "-B", build, `-DCMAKE_LIBRARY_PATH=${libraries}`]);
    runTool("cmake", ["--build", build]);
    runTool(join(build, "program"), [], { env: { ...process.env, LD_LIBRARY_PATH: libraries } });
  });
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
