// Maps.
package main

import (
	"math"
	"reflect"

	lib "example.com/bindings/maps"
)

func main() {
	echoes(map[string]int32{"a": 1, "ü": math.MinInt32}, lib.TablesEchoScores)
	echoes(map[string]string{"": "empty", "key": "🌍"}, lib.TablesEchoTexts)
	echoes(map[int32]float64{-1: 0.5, 2: 1e300}, lib.TablesEchoWeights)
	echoes(map[lib.TablesColor]string{lib.TablesColorRed: "red", lib.TablesColorBlue: "blue"}, lib.TablesEchoNames)
	echoes(map[uint64]bool{0: false, math.MaxUint64: true}, lib.TablesEchoFlags)
	echoes(map[string]lib.TablesColor{"b": lib.TablesColorBlue}, lib.TablesEchoColors)
	check(must(lib.TablesTotal(map[string]int32{"a": math.MaxInt32, "b": 1})) == math.MaxInt32+1)
	check(reflect.DeepEqual(must(lib.TablesSquares(3)), map[int32]float64{0: 0, 1: 1, 2: 4}))
	fails(failed(lib.TablesEchoScores(map[string]int32{"a\x00": 1})), lib.ErrText, "values_: ")
	ends(lib.ProbeLive)
}

func echoes[K comparable, V any](values map[K]V, echo func(map[K]V) (map[K]V, error)) {
	check(reflect.DeepEqual(must(echo(values)), values), values)
	check(len(must(echo(map[K]V{}))) == 0 && len(must(echo(nil))) == 0)
}
