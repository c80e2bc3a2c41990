// What the consumers in Go share: expected errors, and the count of what is alive at the end.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// check ends the program with the caller's line unless the condition holds.
func check(condition bool, values ...any) {
	if !condition {
		_, file, line, _ := runtime.Caller(1)
		fmt.Fprintln(os.Stderr, file, line, values)
		panic("check failed")
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func failed[T any](_ T, err error) error {
	if err == nil {
		panic("expected an error")
	}
	return err
}

// fails wants an error that is the target, if there is one, and has the text.
func fails(err error, target error, text string) {
	if err == nil || target != nil && !errors.Is(err, target) || !strings.Contains(err.Error(), text) {
		panic(fmt.Sprintf("expected %v with %q, got %v", target, text, err))
	}
}

// panics gives what a function panics with.
func panics(call func()) (reason any) {
	defer func() { reason = recover() }()
	call()
	panic("expected a panic")
}

func ref[T any](value T) *T {
	return &value
}

// ends wants nothing of the library to be alive once finalizers have run.
func ends(live func() (int64, error)) {
	for range 2000 {
		runtime.GC()
		if must(live()) == 0 {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	panic(fmt.Sprintf("%d are alive", must(live())))
}
