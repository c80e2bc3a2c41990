/** A program of the tour: uses the package that was generated from `greeter.yml`. Compiled by the tour itself. */
import { Greeter, GreetingError } from "../../../../.koine/tour/greeter/ts/src/index.ts";

export async function greet(): Promise<readonly string[]> {
  // [shown]
  const lines: string[] = [];
  const english = new Greeter("en");
  lines.push(english.greet("Ada"), ...english.greetAll(["Grace", "Alan"]));
  const greek = new Greeter("grc");
  lines.push(await greek.greetLater("κόσμε"));
  try {
    new Greeter("tlh");
  } catch (error) {
    if (error instanceof GreetingError) lines.push(`${String(error.kind)}: ${error.message}`);
  }
  // [/shown]
  english[Symbol.dispose]();
  greek[Symbol.dispose]();
  return lines;
}
