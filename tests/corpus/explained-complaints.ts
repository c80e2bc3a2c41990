/** What compilers complain about, when they are asked about a spec, for reasons that are not in it. */
const explained: readonly RegExp[] = [
  // They take arguments in registers by an attribute, which types of the spec do not say.
  /\(__pthread_(?:(?:un)?register_cancel|unwind_next)\)/,
  // The version of the compiler.
  /"__MINGW_GCC_VERSION"/,
  // Macros of adoint.h rename its structs after they were declared.
  /"(?:Connection|Record|Stream|Command|Recordset|Parameter): struct ADO\w+"/,
  // A macro that is a type with <stdbool.h> only, which the header leaves to its users.
  /igraph_config\.h:\d+:\d+: error: .bool. undeclared here/,
];

/** The same, where only some questions have that reason: a complaint, and the question. */
const explainedQuestions: readonly (readonly [complaint: RegExp, question: RegExp])[] = [
  // Macros that call a function before they give their value, or take a character of a string, have a value and are no constants.
  [/expression in static assertion is not constant/, /^_Static_assert\(\(\w+\) == /],
  // To Clang, values of floating constants are no constant expressions.
  [
    /static_assert expression is not an integral constant/,
    /^_Static_assert\(\((?:float|double|long double)\)\(\w+\) == /,
  ],
  // Macros of headers for C++; to C before C23 these are no words.
  [/.true. undeclared here/, /^_Static_assert\(\(\w+\) == 1LL,/],
  [/static assertion is not an integer/, /__typeof__\(IGRAPH_BOOL_TYPE\), _Bool\)/],
  // Macros of ras.h that stand for a struct of their own name.
  [/expected .\{. before .struct|two or more data types/, /\bstruct (?:RASCTRYINFO|RASIPADDR)\b/],
  [/.false. undeclared here/, /^_Static_assert\(\(\w+\) == 0LL,/],
];

/** What a compiler says of a line, too, where something else is wrong there. */
const following = /expression in static assertion is not an integer|static assertion failed/;

/**
 * Lists what a compiler complains about in its output that is a mistake of the spec.
 *
 * @param program What it compiled, from its standard input.
 */
export function listUnexplained(output: string, program: string): readonly string[] {
  const lines = program.split("\n");
  const complaints = output.split("\n").filter((line) => line.includes("error:"));
  const firsts = complaints.filter((complaint) => !following.test(complaint));
  const complainedPlaces = new Set(firsts.map(placeOf));
  return complaints.filter(
    (complaint) =>
      !(following.test(complaint) && complainedPlaces.has(placeOf(complaint))) && !isExplained(complaint, lines),
  );
}

function isExplained(complaint: string, lines: readonly string[]): boolean {
  if (explained.some((pattern) => pattern.test(complaint))) return true;
  const [file, line] = placeOf(complaint).split(":");
  const question = file === "<stdin>" ? (lines[Number(line) - 1] ?? "") : "";
  return explainedQuestions.some(([pattern, asked]) => pattern.test(complaint) && asked.test(question));
}

/** `<stdin>:7` of `<stdin>:7:16: error: …`. */
function placeOf(complaint: string): string {
  return complaint.split(":", 2).join(":");
}
