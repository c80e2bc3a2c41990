// Functions of the caller, called before the call ends.
package main

import (
	"math"
	"slices"
	"time"
)

func WalkCountTo(limit int32, each WalkOnNumber) error {
	for number := int32(1); number <= limit; number++ {
		each(number)
	}
	return nil
}

func WalkEachText(texts []string, each WalkOnText) (uint32, error) {
	odd := "odd"
	for index, text := range texts {
		if index%2 == 1 {
			each(text, &odd)
		} else {
			each(text, nil)
		}
	}
	return uint32(len(texts)), nil
}

func WalkEachData(count uint32, each WalkOnData) error {
	for index := range count {
		var maybe *int64
		if index%2 == 0 {
			least := int64(math.MinInt64)
			maybe = &least
		}
		each([]byte{byte(index), 255}, []int32{int32(index), -1, math.MaxInt32}, maybe)
	}
	return nil
}

func WalkEachItem(count uint32, each WalkOnItem) (uint32, error) {
	for seen := range count {
		if each(WalkItem{int32(seen), "lent"}) == WalkStepStop {
			return seen + 1, nil
		}
	}
	return count, nil
}

func WalkSort(numbers []int32, order WalkCompare) ([]int32, error) {
	slices.SortStableFunc(numbers, func(a, b int32) int { return int(order(a, b)) })
	return numbers, nil
}

func WalkSwap_(pair WalkPair, by WalkSwap) (WalkPair, error) { return by(pair), nil }

func WalkNested(depth int32, each WalkOnNumber) error {
	each(depth)
	if depth > 0 {
		if err := WalkNested(depth-1, each); err != nil {
			return err
		}
	}
	each(-depth)
	return nil
}

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
