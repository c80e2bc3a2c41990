// Numbers of every width.
package main

import (
	"math"

	lib "example.com/bindings/scalars"
)

func main() {
	check(must(lib.NumbersEchoBool(true)) && !must(lib.NumbersEchoBool(false)))
	check(must(lib.NumbersEchoI8(math.MinInt8)) == math.MinInt8)
	check(must(lib.NumbersEchoI16(math.MinInt16)) == math.MinInt16)
	check(must(lib.NumbersEchoI32(math.MinInt32)) == math.MinInt32)
	check(must(lib.NumbersEchoI64(math.MinInt64)) == math.MinInt64)
	check(must(lib.NumbersEchoU8(math.MaxUint8)) == math.MaxUint8)
	check(must(lib.NumbersEchoU16(math.MaxUint16)) == math.MaxUint16)
	check(must(lib.NumbersEchoU32(math.MaxUint32)) == math.MaxUint32)
	check(must(lib.NumbersEchoU64(math.MaxUint64)) == math.MaxUint64)
	check(must(lib.NumbersEchoF32(0.1)) == 0.1 && must(lib.NumbersEchoF64(0.1)) == 0.1)
	check(math.IsNaN(must(lib.NumbersEchoF64(math.NaN()))))
	check(must(lib.NumbersEchoHandle(math.MaxUint64-1)) == math.MaxUint64-1)
	check(must(lib.NumbersAdd(2, -3)) == -1)
	check(must(lib.NumbersMaxU64()) == math.MaxUint64 && must(lib.NumbersMinI64()) == math.MinInt64)
	check(must(lib.NumbersMix(1, 0.5, -2, 0.25, true, -3, 4, -5, 6)) == 2.75)
	check(lib.NumbersTouch() == nil && must(lib.NumbersTouches()) == 1)
	ends(lib.ProbeLive)
}
