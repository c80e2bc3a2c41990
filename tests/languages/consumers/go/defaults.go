// Constants; Go has no defaults.
package main

import (
	"math"

	lib "example.com/bindings/defaults"
)

func main() {
	check(lib.OptionsLIMIT == 500 && lib.OptionsLEAST == math.MinInt64 && lib.OptionsMOST == math.MaxUint64)
	check(lib.OptionsRATIO == 0.1 && lib.OptionsGREETING == "say \"hi\"\n")
	check(lib.OptionsLEVEL == lib.OptionsLevelHigh && lib.OptionsIsSet)
	mode := lib.OptionsModeFast | lib.OptionsModeSafe
	check(must(lib.OptionsDescribe("t", 3, 1.5, lib.OptionsLevelLow, mode, "!", true, nil)) == "t 3 1.5 1 3 ! true none")
	query := must(lib.NewOptionsQuery("q", 10, lib.OptionsLevelHigh, ref("p")))
	check(must(lib.OptionsShow(query)) == "q 10 2 p" && *query.Prefix() == "p")
	check(must(lib.OptionsAddScore(math.MaxInt64-1, 1)) == math.MaxInt64)
	check(must(lib.OptionsCountNames(lib.OptionsNames{"a", "b"})) == 2)
	ends(lib.ProbeLive)
}
