// Package program is what the programs on data sets have in common: a data folder on the
// command line, an exit status, and JSON as the last line.
package program

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

// Data reads the command line and returns the folder of flag -data. Without one it says
// what is needed and ends the program with 2. Further flags are made before.
func Data(name, needed string) string {
	data := flag.String("data", "", "folder with "+needed+"; relative to the working folder")
	flag.Parse()
	if *data == "" || flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "%s: -data DIR is needed: the folder with %s; it is not part of this repository, see %s/README.md\n", name, needed, name)
		os.Exit(2)
	}
	return *data
}

// Exit ends the program: 0 if all rows were used, 1 if some were not, 2 after an error,
// which it prints.
func Exit(name string, rejected int, err error) {
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(2)
	case rejected > 0:
		os.Exit(1)
	}
}

// PrintJSON prints v as one line.
func PrintJSON(out io.Writer, v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, string(line))
	return err
}
