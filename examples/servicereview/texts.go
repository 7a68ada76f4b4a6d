package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/mspkit/msp"
)

// largestDocument is what a document may have, in bytes: as much as the library's own
// records.
const largestDocument = 16 << 20

// checkTexts finds texts of a document that cannot be shown as they are, and keys that
// stand twice. What is no JSON has nothing to find: whoever reads the document says so.
func checkTexts(data []byte) msp.Issues {
	w := &textWalker{tokens: json.NewDecoder(bytes.NewReader(data))}
	w.value("")
	return w.issues
}

type textWalker struct {
	tokens *json.Decoder
	issues msp.Issues
}

func (w *textWalker) text(path, text string) {
	if !isPlain(text) {
		w.issues = append(w.issues, errorAt(path, msp.CodeRange, "%q is not a text of one line that can be printed", text))
	}
}

// value walks one value; it returns false at the end of what can be read.
func (w *textWalker) value(path string) bool {
	token, err := w.tokens.Token()
	if err != nil {
		return false
	}
	switch token := token.(type) {
	case string:
		w.text(path, token)
	case json.Delim:
		switch token {
		case '{':
			return w.object(path)
		case '[':
			for i := 0; w.tokens.More(); i++ {
				if !w.value(path + "[" + strconv.Itoa(i) + "]") {
					return false
				}
			}
			_, err = w.tokens.Token()
		}
	}
	return err == nil
}

func (w *textWalker) object(path string) bool {
	seen := make(map[string]bool)
	for w.tokens.More() {
		token, err := w.tokens.Token()
		key, ok := token.(string)
		if err != nil || !ok {
			return false
		}
		at := key
		if path != "" {
			at = path + "." + key
		}
		if w.text(at, key); seen[key] {
			w.issues = append(w.issues, errorAt(at, msp.CodeDuplicateKey, "the key stands here a second time"))
		}
		seen[key] = true
		if !w.value(at) {
			return false
		}
	}
	_, err := w.tokens.Token()
	return err == nil
}

// decode reads a document of this program: unknown keys and values of another type are
// errors, the first of which is reported.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind the end")
	}
	return nil
}

// findingsIn returns the findings that an error has.
func findingsIn(err error) msp.Issues {
	issues, _ := errors.AsType[msp.Issues](err)
	return issues
}
