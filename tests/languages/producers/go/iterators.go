// Items that are pulled one by one.
package main

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

func makeEntries(count uint32) iter.Seq2[SequenceEntry, error] {
	return func(yield func(SequenceEntry, error) bool) {
		for index := range count {
			if !yield(SequenceEntry{Key: fmt.Sprintf("key %d", index), Value: int64(index) * 10}, nil) {
				return
			}
		}
	}
}

type tableObject struct{ size uint32 }

func NewSequenceTable(size uint32) (SequenceTable, error) { return &tableObject{size}, nil }

func (t *tableObject) Entries() (iter.Seq2[SequenceEntry, error], error) {
	return makeEntries(t.size), nil
}

func SequenceCount(limit int32) (iter.Seq2[int32, error], error) {
	return func(yield func(int32, error) bool) {
		for number := int32(0); number < limit && yield(number, nil); number++ {
		}
	}, nil
}

func SequenceWords(text string) (iter.Seq2[string, error], error) {
	return func(yield func(string, error) bool) {
		for _, word := range strings.Fields(text) {
			if !yield(word, nil) {
				return
			}
		}
	}, nil
}

func SequenceEntries(count uint32) (iter.Seq2[SequenceEntry, error], error) {
	return makeEntries(count), nil
}

func SequenceBreaking(after uint32) (iter.Seq2[int32, error], error) {
	return func(yield func(int32, error) bool) {
		for number := range after {
			if !yield(int32(number), nil) {
				return
			}
		}
		for yield(0, SequenceSequenceErrorBroken) {
		}
	}, nil
}

func SequenceRefused() (iter.Seq2[int32, error], error) {
	return nil, SequenceSequenceErrorBroken.Because("there is no sequence")
}

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
