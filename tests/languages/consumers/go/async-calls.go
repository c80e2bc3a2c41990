// Results that come later, from threads of the library.
package main

import (
	"context"
	"reflect"
	"sync"

	lib "example.com/bindings/async-calls"
)

func main() {
	ctx := context.Background()
	check(must(lib.JobsAdd(ctx, 2, -3)) == -1 && lib.JobsNothing(ctx) == nil)
	check(must(lib.JobsEchoText(ctx, "ü")) == "ü" && string(must(lib.JobsEchoData(ctx, []byte("\x00\xff")))) == "\x00\xff")
	check(len(must(lib.JobsEchoNumbers(ctx, nil))) == 0)
	check(reflect.DeepEqual(must(lib.JobsEchoNumbers(ctx, []int64{1, -1})), []int64{1, -1}))
	check(reflect.DeepEqual(must(lib.JobsEchoTexts(ctx, []string{"", "a"})), []string{"", "a"}))
	scores := map[string]int32{"a": 1, "b": -1}
	check(reflect.DeepEqual(must(lib.JobsEchoScores(ctx, scores)), scores))
	check(*must(lib.JobsMaybe(ctx, ref[int64](1<<40))) == 1<<40 && must(lib.JobsMaybe(ctx, nil)) == nil)
	report := must(lib.JobsReport_(ctx, 7))
	check(report.Id() == 7 && report.Text() == "report")
	check(must(lib.JobsReports(ctx, 3))[2].Id() == 2)
	check(must(lib.JobsFind(ctx, 1)).Id() == 1 && must(lib.JobsFind(ctx, -1)) == nil)
	check(must(lib.JobsAtOnce(ctx, 5)) == 5)
	var group sync.WaitGroup
	for number := range int32(100) {
		group.Add(1)
		go func() {
			defer group.Done()
			check(must(lib.JobsAdd(ctx, number, number)) == 2*number)
		}()
	}
	group.Wait()
	worker := must(lib.JobsOpenWorker(ctx, "w"))
	check(must(worker.Run(ctx, "task")) == "w did task")
	jobFailed := &lib.JobsJobError{Code: lib.JobsJobErrorFailed}
	fails(failed(worker.Run(ctx, "fail")), jobFailed, "the task failed")
	check(worker.Close() == nil)
	fails(failed(worker.Run(ctx, "late")), lib.ErrClosed, "")
	fails(failed(lib.JobsFail(ctx, "no")), jobFailed, "no")
	fails(failed(lib.JobsEchoText(ctx, "\x00")), lib.ErrText, "text: ")

	// What cannot be cancelled ends anyway; its result is freed.
	for range 20 {
		short, cancel := context.WithCancel(ctx)
		go cancel()
		_, _ = lib.JobsReport_(short, 1)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	fails(failed(lib.JobsReport_(over, 1)), context.Canceled, "")
	ends(lib.ProbeLive)
}
