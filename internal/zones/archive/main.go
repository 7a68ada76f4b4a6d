// Command archive packs a compiled time-zone database into the archive that the
// tests and the conformance runner load their zones from:
//
//	go run ./internal/zones/archive -from /usr/share/zoneinfo -to internal/zones/zoneinfo.zip
//
// The same database gives the same bytes.
package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	from := flag.String("from", "/usr/share/zoneinfo", "the compiled database")
	to := flag.String("to", "internal/zones/zoneinfo.zip", "the archive to write")
	flag.Parse()
	if err := pack(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "archive:", err)
		os.Exit(1)
	}
}

func pack(from, to string) error {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	version, err := os.ReadFile(filepath.Join(from, "tzdata.zi"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(version), "\n")
	if err := add(w, "VERSION", []byte(strings.TrimPrefix(first, "# version "))); err != nil {
		return err
	}
	// WalkDir goes in lexical order, which keeps the archive reproducible.
	err = filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name == "posix" || name == "right" {
				return fs.SkipDir
			}
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if name == "localtime" || !bytes.HasPrefix(data, []byte("TZif")) {
			return nil
		}
		return add(w, filepath.ToSlash(name), data)
	})
	if err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, packed.Bytes(), 0o644)
}

func add(w *zip.Writer, name string, data []byte) error {
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
