package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

// packages are those whose records a model consists of, and that of the vocabulary.
func packages() []string {
	return []string{"", "calendar", "catalog", "escalation", "metrics", "pricing", "sla"}
}

// commentsOf returns what the source says of each type, by "sla.GoalSpec", and of each
// field, by "sla.GoalSpec.Name".
func commentsOf(root string) (map[string]string, error) {
	found := make(map[string]string)
	for _, folder := range packages() {
		files, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			for _, decl := range file.Decls {
				if types, ok := decl.(*ast.GenDecl); ok && types.Tok == token.TYPE {
					addComments(found, fset, file.Name.Name, types)
				}
			}
		}
	}
	return found, nil
}

func addComments(found map[string]string, fset *token.FileSet, pkg string, types *ast.GenDecl) {
	for _, spec := range types.Specs {
		declared := spec.(*ast.TypeSpec) // of a declaration of types
		name := pkg + "." + declared.Name.Name
		comment := declared.Doc
		if comment == nil {
			comment = types.Doc
		}
		found[name] = plain(comment.Text())
		fields, ok := declared.Type.(*ast.StructType)
		if !ok {
			continue
		}
		block, line := "", 0 // what stands above the fields of the lines up to this one
		for _, field := range fields.Fields.List {
			said := field.Doc.Text()
			first := fset.Position(field.Pos()).Line
			switch {
			case said != "":
				block = said
			case first == line+1:
				said = block
			default:
				block = ""
			}
			line = fset.Position(field.End()).Line
			if said == "" {
				said = field.Comment.Text()
			}
			for _, id := range field.Names {
				found[name+"."+id.Name] = plain(said)
			}
		}
	}
}

var link = regexp.MustCompile(`\[([A-Za-z.]+)\]`)

// plain returns the first paragraph of a comment in one line, without its links.
func plain(comment string) string {
	first, _, _ := strings.Cut(comment, "\n\n")
	return link.ReplaceAllString(strings.Join(strings.Fields(first), " "), "$1")
}
