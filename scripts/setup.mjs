/** `node scripts/setup.mjs`: set-up alone, without the tests or the tour. */
import { runMain, setUp } from "./setup/set-up.mjs";

await runMain(async () => {
  await setUp();
  return 0;
});
