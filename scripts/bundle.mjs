/** `node scripts/bundle.mjs`: joins the modules that `tsc -b` wrote; the second half of `npm run build`. */
import { ensureBundles } from "./setup/bundles.mjs";
import { runStep } from "./process/progress.mjs";
import { runMain } from "./setup/set-up.mjs";

await runMain(async () => {
  await runStep("bundles", ensureBundles);
  return 0;
});
