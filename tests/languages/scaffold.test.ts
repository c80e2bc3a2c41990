/** Scaffolds: what `koine generate --scaffold` writes compiles and links at once, and its glue keeps memory right. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compareImplementation, renderTargets } from "@koine/idl";
import { inTemporaryDirectory } from "../conformance/native-library.ts";
import { goEnvironment, languagesRoot, loadDocument, runTool } from "./producer.ts";
import { layScaffold, layScaffolds, requireScaffold } from "./scaffold-files.ts";

const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

const hasRust = isInstalled("cargo");

function isInstalled(program: string): boolean {
  return process.env["CI"] !== undefined || spawnSync(program, ["--version"]).error === undefined;
}

const program = `
#include "sink.h"
#include "check.h"

#include <string.h>

static sink_kitchen_Ingredient* make(sink_error* error) {
    const char* keys[] = {"shop"};
    const double prices[] = {2.5};
    return sink_kitchen_Ingredient_create("salt", 3, NULL, (const uint8_t*)"x", 1, keys, prices, 1, error);
}

int main(void) {
    sink_error error = {0, NULL};
    size_t length = 0;
    const char** keys = NULL;
    double* prices = NULL;
    sink_kitchen_Ingredient* salt = make(&error);
    const char* name = sink_kitchen_Ingredient_get_name(salt);
    CHECK_TEXT(name, "salt");
    sink_free_string(name);
    CHECK(sink_kitchen_Ingredient_get_note(salt) == NULL);
    const uint8_t* photo = sink_kitchen_Ingredient_get_photo(salt, &length);
    CHECK(length == 1 && photo[0] == 'x');
    sink_free_bytes((uint8_t*)(uintptr_t)photo, length);
    sink_kitchen_Ingredient_get_prices(salt, &keys, &prices, &length);
    CHECK(length == 1 && prices[0] == 2.5);
    CHECK_TEXT(keys[0], "shop");
    sink_free_string(keys[0]);
    sink_free_bytes((uint8_t*)keys, sizeof *keys);
    sink_free_bytes((uint8_t*)prices, sizeof *prices);

    sink_kitchen_IngredientBuilder* builder = sink_kitchen_Ingredient_Builder_new();
    CHECK(sink_kitchen_Ingredient_Builder_build(builder, &error) == NULL && error.code == -1);
    CHECK(strstr(error.message, "of Ingredient was not set") != NULL);
    sink_error_clear(&error);
    sink_kitchen_Ingredient_Builder_set_name(builder, "first");
    sink_kitchen_Ingredient_Builder_set_name(builder, "pepper");
    sink_kitchen_Ingredient_Builder_set_prices(builder, NULL, NULL, 0);
    sink_kitchen_Ingredient* pepper = sink_kitchen_Ingredient_Builder_build(builder, &error);
    CHECK(error.code == 0 && sink_kitchen_Ingredient_get_amount(pepper) == 1.5);
    sink_kitchen_Ingredient_Builder_destroy(builder);
    sink_kitchen_Ingredient_destroy(pepper);

    const char* extras[] = {"a", "b"};
    const bool ice = true;
    sink_kitchen_Order* dish = sink_kitchen_Order_Dish_new("soup", extras, 2, &error);
    sink_kitchen_Order* drink = sink_kitchen_Order_Drink_new(0.5f, &ice, &error);
    CHECK(sink_kitchen_Order_tag(dish) == sink_kitchen_Order_Tag_Dish);
    keys = sink_kitchen_Order_Dish_get_extras(dish, &length);
    CHECK(length == 2);
    CHECK_TEXT(keys[1], "b");
    sink_free_string(keys[0]);
    sink_free_string(keys[1]);
    sink_free_bytes((uint8_t*)keys, length * sizeof *keys);
    bool* gotten = sink_kitchen_Order_Drink_get_ice(drink);
    CHECK(*gotten);
    sink_free_bytes((uint8_t*)gotten, sizeof *gotten);

    /* What nobody has written yet fails, and says so. */
    CHECK(sink_kitchen_pantry_stock(salt, &error) == NULL && error.code == -1);
    CHECK(strstr(error.message, "is not implemented") != NULL);
    sink_error_clear(&error);
    sink_kitchen_Ingredient_destroy(salt);
    sink_kitchen_Order_destroy(dish);
    sink_kitchen_Order_destroy(drink);
    return 0;
}
`;

test("the glue in C keeps, gives and frees what records hold", () => {
  inTemporaryDirectory((directory) => {
    const sources = layScaffold(directory, "kitchen-sink", "c").filter((file) => file.endsWith(".c"));
    const main = join(directory, "main.c");
    writeFileSync(main, program);
    const headers = ["c", "scaffold/c"].flatMap((folder) => ["-I", join(directory, folder)]);
    const checks = ["-I", join(languagesRoot, "consumers", "c"), "-fsanitize=address,undefined", "-pthread", "-g"];
    const output = join(directory, "program");
    runTool("gcc", ["-std=gnu11", ...warnings, ...headers, ...checks, ...sources, main, "-o", output]);
    runTool(output, []);
  });
});

const importing = `
#include "imports.h"
#include "check.h"

#include <string.h>

static void check_place(geometry_plane_Place* place) {
    const char* name = geometry_plane_Place_get_name(place);
    CHECK_TEXT(name, "here");
    CHECK(geometry_plane_Place_get_at(place).y == 2);
    geometry_free_string(name);
    geometry_plane_Place_destroy(place);
}

int main(void) {
    geometry_error other = {0, NULL};
    imports_error error = {0, NULL};
    geometry_plane_Place* place = geometry_plane_Place_create("here", (geometry_plane_Point){1, 2}, &other);
    geometry_plane_Shape* shape = geometry_plane_Shape_Named_new("round", &other);
    imports_map_Trip* trip = imports_map_Trip_create(place, geometry_plane_Unit_Foot, shape, &error);
    imports_map_Trip* nowhere = imports_map_Trip_create(place, geometry_plane_Unit_Foot, NULL, &error);
    imports_map_Stop* stop = imports_map_Stop_By_new(place, &error);
    /* The records have copies. */
    geometry_plane_Place_destroy(place);
    geometry_plane_Shape_destroy(shape);
    check_place(imports_map_Trip_get_start(trip));
    check_place(imports_map_Stop_By_get_place(stop));
    CHECK(imports_map_Trip_get_area(nowhere) == NULL);
    shape = imports_map_Trip_get_area(trip);
    const char* name = geometry_plane_Shape_Named_get_name(shape);
    CHECK_TEXT(name, "round");
    geometry_free_string(name);
    geometry_plane_Shape_destroy(shape);
    imports_map_Stop_destroy(stop);
    imports_map_Trip_destroy(nowhere);
    imports_map_Trip_destroy(trip);
    return 0;
}
`;

test("the glue in C copies objects of imported documents by what their libraries export", () => {
  inTemporaryDirectory((directory) => {
    const sources = layScaffolds(directory, "imports", "c").filter((file) => file.endsWith(".c"));
    const main = join(directory, "main.c");
    writeFileSync(main, importing);
    const headers = ["c", "scaffold/c"].flatMap((folder) => ["-I", join(directory, folder)]);
    const checks = ["-I", join(languagesRoot, "consumers", "c"), "-fsanitize=address,undefined", "-pthread", "-g"];
    const output = join(directory, "program");
    runTool("gcc", ["-std=gnu11", ...warnings, ...headers, ...checks, ...sources, main, "-o", output]);
    runTool(output, []);
  });
});

test("the glue in Rust keeps, gives and frees what records hold", { skip: hasRust ? false : "needs cargo" }, () => {
  inTemporaryDirectory((directory) => {
    layScaffold(directory, "kitchen-sink", "rust");
    runTool("cargo", ["build", "--offline", "--quiet"], { cwd: join(directory, "scaffold", "rust") });
    const main = join(directory, "main.c");
    writeFileSync(main, program);
    const library = join(directory, "scaffold", "rust", "target", "debug", "libsink.a");
    const headers = ["-I", join(directory, "c"), "-I", join(languagesRoot, "consumers", "c")];
    const output = join(directory, "program");
    // The leak check of the sanitizer also sees what Rust allocates.
    const words = ["-std=gnu11", ...warnings, ...headers, "-fsanitize=address,undefined", "-g", main, library];
    runTool("gcc", [...words, "-pthread", "-lm", "-ldl", "-o", output]);
    runTool(output, []);
  });
});

const hasGo = isInstalled("gofmt");

test("the glue in Go keeps, gives and frees what records hold", { skip: hasGo ? false : "needs go" }, () => {
  inTemporaryDirectory((directory) => {
    layScaffold(directory, "kitchen-sink", "go");
    const library = join(directory, "libproduced.so");
    const build = ["build", "-trimpath", "-buildmode=c-shared", "-o", library, "."];
    runTool("go", build, { cwd: join(directory, "scaffold", "go"), env: goEnvironment() });
    const main = join(directory, "main.c");
    writeFileSync(main, program);
    const headers = ["-I", join(directory, "c"), "-I", join(languagesRoot, "consumers", "c")];
    const output = join(directory, "program");
    runTool("gcc", ["-std=gnu11", ...warnings, ...headers, "-g", main, library, "-o", output]);
    runTool(output, [], { env: { ...process.env, LD_LIBRARY_PATH: directory } });
  });
});

const afterPanic = `
#include "errors.h"
#include "check.h"

int main(void) {
    errors_error error = {0, NULL};
    CHECK(errors_bank_withdraw("alice", 1, &error) == 0 && error.code == -2);
    CHECK_TEXT(error.message, "the vault is open");
    /* The library goes on after it. */
    errors_bank_fail_silently(&error);
    CHECK(error.code == -1 && strstr(error.message, "is not implemented") != NULL);
    errors_error_clear(&error);
    return 0;
}
`;

/** Lays the scaffold of `errors` with a withdrawal that panics, and a caller in C; gives the words that compile it. */
function layPanic(directory: string, language: string, [given, panicking]: readonly [RegExp, string]): string[] {
  const scaffold = requireScaffold(language);
  layScaffold(directory, "errors", scaffold.name);
  const { path, text } = scaffold.renderImplementation(renderTargets(loadDocument("errors"), ["c"]).plan);
  assert.match(text, given);
  writeFileSync(join(directory, path), text.replace(given, panicking));
  const main = join(directory, "main.c");
  writeFileSync(main, afterPanic);
  const headers = ["-I", join(directory, "c"), "-I", join(languagesRoot, "consumers", "c")];
  return ["-std=gnu11", ...warnings, ...headers, "-g", main, "-o", join(directory, "program")];
}

test("a panic in Rust becomes the error -2 of a caller in C", { skip: hasRust ? false : "needs cargo" }, () => {
  inTemporaryDirectory((directory) => {
    const given = /Err\(Error::new\("bank.withdraw is not implemented"\)\)/;
    const words = layPanic(directory, "rust", [given, 'panic!("the vault is {}", "open")']);
    runTool("cargo", ["build", "--offline", "--quiet"], { cwd: join(directory, "scaffold", "rust") });
    const library = join(directory, "scaffold", "rust", "target", "debug", "liberrors.a");
    runTool("gcc", [...words, "-fsanitize=address,undefined", library, "-pthread", "-lm", "-ldl"]);
    runTool(join(directory, "program"), []);
  });
});

test("a panic in Go becomes the error -2 of a caller in C", { skip: hasGo ? false : "needs go" }, () => {
  inTemporaryDirectory((directory) => {
    const given = /return result, errors.New\("bank.withdraw is not implemented"\)/;
    const words = layPanic(directory, "go", [given, 'panic("the vault is open")']);
    const library = join(directory, "liberrors.so");
    const build = ["build", "-trimpath", "-buildmode=c-shared", "-o", library, "."];
    runTool("go", build, { cwd: join(directory, "scaffold", "go"), env: goEnvironment() });
    runTool("gcc", [...words, library]);
    runTool(join(directory, "program"), [], { env: { ...process.env, LD_LIBRARY_PATH: directory } });
  });
});

const throwing = `
#include "errors_implementation.hpp"

namespace errors::implementation {

int64_t bank_withdraw(const char* account, int64_t amount) {
    if (amount > 100) throw Failure(errors_bank_BankError_Overdrawn, std::string(account) + " has only 100");
    if (amount == 0) throw std::invalid_argument("nothing to withdraw");
    if (amount < 0) throw 1;
    return 100 - amount;
}

} // namespace errors::implementation
`;

const catching = `
#include "errors.h"
#include "check.h"

static void check(int64_t amount, int32_t code, const char* message) {
    errors_error error = {0, NULL};
    CHECK(errors_bank_withdraw("alice", amount, &error) == 0 && error.code == code);
    CHECK_TEXT(error.message, message);
    errors_error_clear(&error);
}

int main(void) {
    errors_error error = {0, NULL};
    CHECK(errors_bank_withdraw("alice", 40, &error) == 60 && error.code == 0);
    check(101, errors_bank_BankError_Overdrawn, "alice has only 100");
    check(0, -1, "nothing to withdraw");
    check(-1, -2, "the implementation threw what is no exception");
    errors_bank_fail_silently(&error);
    CHECK_TEXT(error.message, "bank_fail_silently is not implemented");
    errors_error_clear(&error);
    return 0;
}
`;

test("exceptions of an implementation in C++ become errors of the caller in C", () => {
  inTemporaryDirectory((directory) => {
    const scaffold = requireScaffold("cpp");
    const files = layScaffold(directory, "errors", scaffold.name);
    const author = files.find((file) => file.endsWith("_implementation.cpp")) ?? "";
    const { plan } = renderTargets(loadDocument("errors"), ["c"]);
    // The author wrote one function; the others are still as the scaffold had them.
    const others = scaffold.listRequired(plan).filter(({ name }) => name !== "bank_withdraw");
    const rest = others.map(({ text }) => text).join("\n");
    writeFileSync(author, `${throwing}\nnamespace errors::implementation {\n${rest}\n}\n`);
    const main = join(directory, "main.c");
    writeFileSync(main, catching);
    const headers = ["c", "scaffold/cpp"].flatMap((folder) => ["-I", join(directory, folder)]);
    const options = [...headers, ...warnings, "-I", join(languagesRoot, "consumers", "c"), "-fsanitize=address", "-c"];
    const objects = [...files, main].flatMap((file, index) => {
      const object = join(directory, `${String(index)}.o`);
      if (file.endsWith(".c")) runTool("gcc", ["-std=gnu11", ...options, file, "-o", object]);
      else if (file.endsWith(".cpp")) runTool("g++", ["-std=c++17", ...options, file, "-o", object]);
      else return [];
      return [object];
    });
    const output = join(directory, "program");
    runTool("g++", ["-fsanitize=address", "-pthread", ...objects, "-o", output]);
    runTool(output, []);
  });
});

test("an implementation in Rust is told what it lacks, block by block", () => {
  const { plan } = renderTargets(loadDocument("async-calls"), ["c"]);
  const scaffold = requireScaffold("rust");
  const whole = scaffold.renderImplementation(plan);
  assert.deepEqual(compareImplementation(scaffold, plan, [whole]), []);
  // The worker's `new` is not missed because something else has one.
  const text = whole.text
    .replace(/ +fn new\([\s\S]*?\n {8}\}\n/, "")
    .replace("for Functions {", "for Functions { fn new() {}");
  const [missing, superfluous, ...others] = compareImplementation(scaffold, plan, [{ ...whole, text }]);
  assert.deepEqual(others, []);
  assert.match(superfluous?.message ?? "", /defines `new`, which the document does not have$/);
  assert.match(missing?.help ?? "", /fn new\(name: String\) -> Result<Self, Error> \{/);
});

test("an implementation is told what it lacks", () => {
  const { plan } = renderTargets(loadDocument("contacts"), ["c"]);
  const scaffold = requireScaffold("c");
  const whole = scaffold.renderImplementation(plan);
  assert.deepEqual(compareImplementation(scaffold, plan, [whole]), []);
  const start = whole.text.indexOf("int32_t koine_contacts_count_contacts(");
  const [missing, ...others] = compareImplementation(scaffold, plan, [{ ...whole, text: whole.text.slice(0, start) }]);
  assert.deepEqual(others, []);
  assert.equal(missing?.message, "`scaffold/c/koine_implementation.c` does not define `koine_contacts_count_contacts`");
  assert.match(
    missing?.help ?? "",
    /^add it, beginning with:\nint32_t koine_contacts_count_contacts\(koine_error\* out_err\) \{\n/,
  );
});
