// Lists.
package main

import (
	"math"
	"reflect"

	lib "example.com/bindings/lists"
)

func main() {
	echoes([]bool{true, false}, lib.ManyEchoBools)
	echoes([]uint8{0, 255}, lib.ManyEchoBytes)
	echoes([]int16{math.MinInt16, math.MaxInt16}, lib.ManyEchoShorts)
	echoes([]int32{math.MinInt32, math.MaxInt32}, lib.ManyEchoInts)
	echoes([]int64{math.MinInt64, math.MaxInt64}, lib.ManyEchoLongs)
	echoes([]uint64{0, math.MaxUint64}, lib.ManyEchoUnsigned)
	echoes([]float32{0.1, -1.25}, lib.ManyEchoFloats)
	echoes([]float64{0.1, 1e300}, lib.ManyEchoDoubles)
	echoes([]string{"", "ü", "🌍"}, lib.ManyEchoTexts)
	echoes([]lib.ManyColor{lib.ManyColorBlue, lib.ManyColorRed}, lib.ManyEchoColors)
	echoes([]uint64{1, math.MaxUint64}, lib.ManyEchoHandles)
	one, two := must(lib.NewManyItem(1, "one")), must(lib.NewManyItem(2, "two"))
	items := must(lib.ManyEchoItems([]*lib.ManyItem{one, two}))
	check(len(items) == 2 && items[0].Id() == 1 && items[1].Label() == "two")
	check(must(lib.ManySum([]int64{1, 2, 3})) == 6 && len(must(lib.ManyRange(0))) == 0)
	check(reflect.DeepEqual(must(lib.ManyRange(3)), []int32{0, 1, 2}))
	check(must(lib.ManyJoin([]string{"a", "b"}, "-")) == "a-b")
	fails(failed(lib.ManyEchoTexts([]string{"a", "b\x00"})), lib.ErrText, "values_: ")
	fails(failed(lib.ManyEchoItems([]*lib.ManyItem{nil})), nil, "must not be nil")
	check(two.Close() == nil)
	fails(failed(lib.ManyEchoItems([]*lib.ManyItem{one, two})), lib.ErrClosed, "values_: ")
	ends(lib.ProbeLive)
}

func echoes[T any](values []T, echo func([]T) ([]T, error)) {
	check(reflect.DeepEqual(must(echo(values)), values), values)
	check(len(must(echo([]T{}))) == 0 && len(must(echo(nil))) == 0)
}
