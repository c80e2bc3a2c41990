/** Renders the CMake file and the README. */
import type { ApiPlan } from "../../plan/plan-model.ts";
import { toImportedNames } from "./package-names.ts";
import type { PackageNames } from "./package-names.ts";

/** Renders `CMakeLists.txt`: an interface library. */
export function renderCMake({ api, imports }: ApiPlan, { namespace, libraryName }: PackageNames): string {
  const variable = `${namespace.toUpperCase()}_LIBRARY`;
  const others = imports.map((one) => toImportedNames(one).namespace);
  const required = others.map(
    (other) => `if(NOT TARGET ${other})
    message(FATAL_ERROR "add the package ${other} first, with add_subdirectory")
endif()
`,
  );
  const linked = [`\${${variable}}`, "Threads::Threads", ...others].join(" ");
  return `cmake_minimum_required(VERSION 3.15)
project(${namespace}_cpp VERSION ${/^\d+\.\d+\.\d+/.exec(api.package.version)?.[0] ?? "0.0.0"} LANGUAGES CXX)

find_library(${variable} NAMES ${libraryName} REQUIRED)
find_package(Threads REQUIRED)
${required.join("")}
add_library(${namespace} INTERFACE)
target_include_directories(${namespace} INTERFACE \${CMAKE_CURRENT_SOURCE_DIR}/include)
target_compile_features(${namespace} INTERFACE cxx_std_17)
target_link_libraries(${namespace} INTERFACE ${linked})
`;
}

/** Renders `README.md`. */
export function renderReadme({ api }: ApiPlan, { namespace, headerName, libraryName }: PackageNames): string {
  return `# ${namespace}

${api.package.description ?? `C++ for the native library \`${libraryName}\`.`} A header for C++17: include \`${headerName}\` and link
\`${libraryName}\`, or use the CMake target \`${namespace}\`.

- Objects of the library are moved, not copied, and freed with the C++ object.
- What the library reports is thrown: \`koine::Error\`, or the class of the module's errors.
- Async functions give a \`std::future\`; a \`CancelToken\` cancels, where the library can.
- A library that was built from another document is refused by the first call: \`koine::StaleLibrary\` names every difference.
`;
}
