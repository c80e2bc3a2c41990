// Results that come later, from goroutines of the glue.
package main

import "time"

type workerObject struct{ name string }

func NewJobsWorker(name string) (JobsWorker, error) { return &workerObject{name}, nil }

func (w *workerObject) Run(task string) (string, error) {
	if task == "fail" {
		return "", JobsJobErrorFailed.Because("the task failed")
	}
	return w.name + " did " + task, nil
}

func JobsAdd(a int32, b int32) (int32, error) { return a + b, nil }

func JobsNothing() error { return nil }

func JobsEchoText(text string) (string, error) { return text, nil }

func JobsEchoData(data []byte) ([]byte, error) { return data, nil }

func JobsEchoNumbers(numbers []int64) ([]int64, error) { return numbers, nil }

func JobsEchoTexts(texts []string) ([]string, error) { return texts, nil }

func JobsEchoScores(scores map[string]int32) (map[string]int32, error) { return scores, nil }

func JobsMaybe(value *int64) (*int64, error) { return value, nil }

func JobsReport_(id int64) (JobsReport, error) { return JobsReport{id, "report"}, nil }

func JobsReports(count uint32) ([]JobsReport, error) {
	reports := make([]JobsReport, count)
	for id := range reports {
		reports[id] = JobsReport{int64(id), "one of many"}
	}
	return reports, nil
}

func JobsFind(id int64) (*JobsReport, error) {
	if id < 0 {
		return nil, nil
	}
	return &JobsReport{id, "found"}, nil
}

func JobsOpenWorker(name string) (JobsWorker, error) { return NewJobsWorker(name) }

func JobsFail(message string) (int32, error) { return 0, JobsJobErrorFailed.Because(message) }

func JobsAtOnce(value int32) (int32, error) { return value, nil }

func ProbeLive() (int64, error) { return WaitUntilNoneAlive(5 * time.Second), nil }
