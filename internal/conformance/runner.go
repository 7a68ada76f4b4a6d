// Package conformance runs the language-neutral conformance vectors through the
// public API of the library:
//
//	go test -v ./internal/conformance -vectors DIR
//
// DIR, absolute or relative to the repository's root, holds folders of JSON-lines
// files as testdata/vectors does, which is the default. Each file prints a line
// with its counts. [Run] knows the files by their names, see manifest.go; a file
// that is not in the manifest and a case of an unknown kind fail.
package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A Result is what came of one file.
type Result struct {
	File                    string // "calendar/vectors.jsonl"
	Passed, Failed, Skipped int
	Notes                   []string // why cases failed or were skipped
}

// String returns "vectors calendar/vectors.jsonl: 1628 passed, 0 failed, 0 skipped".
func (r *Result) String() string {
	return fmt.Sprintf("vectors %s: %d passed, %d failed, %d skipped", r.File, r.Passed, r.Failed, r.Skipped)
}

// A skip is the reason why a case does not apply to this library.
type skip string

func (s skip) Error() string { return "skipped: " + string(s) }

// A suite runs the cases of one file. It returns nil for a case that passed, a
// skip, or what went wrong.
type suite func(line []byte) error

// Run runs every file below dir. The name is that of dir itself: the area of files
// that lie directly in it.
func Run(dir fs.FS, name string) ([]Result, error) {
	var files []string
	err := fs.WalkDir(dir, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) == ".jsonl" {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var results []Result
	for _, file := range files {
		area := path.Base(path.Dir(file))
		if area == "." {
			area = name
		}
		open, known := manifest()[area+"/"+path.Base(file)]
		if known && open == nil {
			continue // input of other files
		}
		result := &Result{File: area + "/" + path.Base(file)}
		if !known {
			result.fail("", errors.New("no package of the library runs this file yet"))
			results = append(results, *result)
			continue
		}
		run, err := open(dir, path.Dir(file))
		if err != nil {
			return nil, err
		}
		if err := eachLine(dir, file, func(line []byte) { result.add(line, run(line)) }); err != nil {
			return nil, err
		}
		results = append(results, *result)
	}
	return results, nil
}

func (r *Result) add(line []byte, err error) {
	var reason skip
	switch {
	case err == nil:
		r.Passed++
	case errors.As(err, &reason):
		r.Skipped++
		r.Notes = append(r.Notes, caseName(line)+": "+err.Error())
	default:
		r.fail(caseName(line), err)
	}
}

func (r *Result) fail(name string, err error) {
	r.Failed++
	r.Notes = append(r.Notes, strings.TrimPrefix(name+": ", ": ")+err.Error())
}

// caseName finds a name for a case, since some files have no ids.
func caseName(line []byte) string {
	var c struct {
		ID, Op string
		Year   int
	}
	_ = json.Unmarshal(line, &c) // a name is all that is wanted of it
	if c.ID != "" {
		return c.ID
	}
	return strings.TrimSpace(fmt.Sprintf("%s %d", c.Op, c.Year))
}

func eachLine(dir fs.FS, name string, use func(line []byte)) error {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) > 0 {
			use(slices.Clone(lines.Bytes()))
		}
	}
	return lines.Err()
}

// differs is the failure of a case.
func differs(what string, got, want any) error {
	return fmt.Errorf("%s = %v, want %v", what, got, want)
}
