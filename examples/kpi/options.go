package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/metrics/ticketcsv"
)

const usage = `Usage: kpi -as-of INSTANT (-preset NAME | -mapping FILE) [flags] FILE

Prints the KPIs of the tickets in FILE, a CSV export, gzipped if its name ends in .gz,
and how they stand to targets. "-" reads the standard input. Bad rows are listed on
standard error, with line, column and reason, and in JSON also with the rest.

`

const exitUsage = `
Exit status:
  0  all rows were used
  1  rows were bad, the others are counted
  2  wrong use, or a file that cannot be read
`

// options are what the command line says.
type options struct {
	preset, mapping, zone, comma, without string
	layouts                               []string
	asOf, from, to, cohort                string
	targets, fcr, by, format              string
	file                                  string
}

// parseOptions reads the command line; done says that there is no more to do.
func parseOptions(args []string, stdout, stderr io.Writer) (o options, status int, done bool) {
	flags := flag.NewFlagSet("kpi", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.preset, "preset", "", "the columns are those of system `NAME`: "+strings.Join(ticketcsv.Presets(), ", "))
	flags.StringVar(&o.mapping, "mapping", "", "the columns are what `FILE` (JSON) says")
	flags.StringVar(&o.zone, "zone", "", "IANA `ZONE` of times without an offset, and of the report; default that of the mapping")
	flags.StringVar(&o.comma, "comma", "", "columns are separated by `CHAR`: , ; | or tab; default that of the mapping")
	flags.StringVar(&o.without, "without", "", "`FIELDS`, such as client,team, that this export has no column for")
	flags.Func("layout", "times look like `TEXT` for 2 January 2006, 15:04:05; may be repeated; default those of the mapping", func(text string) error {
		o.layouts = append(o.layouts, text)
		return nil
	})
	flags.StringVar(&o.asOf, "as-of", "", "the `INSTANT` of the export, 2026-04-01T00:00 in the zone or with an offset (RFC 3339)")
	flags.StringVar(&o.from, "from", "", "report from this `DATE` on")
	flags.StringVar(&o.to, "to", "", "report until this `DATE`, not itself")
	flags.StringVar(&o.cohort, "cohort", "", "with these: tickets `created` or resolved then")
	flags.StringVar(&o.targets, "targets", "", "hold KPIs against a `SET`: "+strings.Join(targetNames(), ", ")+", or a file (JSON)")
	flags.StringVar(&o.fcr, "fcr", "", "first contact resolution is `WHAT`: single-contact or level-one, within=30m, without-reopen=168h, eligible, joined by +; default level-one")
	flags.StringVar(&o.by, "by", "", "also for each client, team or priority (`FIELD`)")
	flags.StringVar(&o.format, "format", "text", "print `text` or json")
	show := flags.Bool("print-mapping", false, "print the mapping as JSON and end")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, exitUsage)
		return o, exitFine, true
	case err != nil:
	case (o.preset == "") == (o.mapping == ""):
		err = errors.New("want -preset or -mapping, one of them")
	case *show:
		spec, err := o.spec()
		if err != nil {
			complain(stderr, err)
			return o, exitUseless, true
		}
		data, err := json.MarshalIndent(spec, "", "  ")
		if err != nil {
			complain(stderr, err)
			return o, exitUseless, true
		}
		fmt.Fprintln(stdout, string(data))
		return o, exitFine, true
	case flags.NArg() != 1:
		err = errors.New("want one file, behind the flags")
	case o.asOf == "":
		err = errors.New("want -as-of: an open ticket is overdue or not, seen at an instant")
	case o.format != "text" && o.format != "json":
		err = fmt.Errorf("-format %q is not text or json", o.format)
	case !slices.Contains([]string{"", "client", "team", "priority"}, o.by):
		err = fmt.Errorf("-by %q is not client, team or priority", o.by)
	}
	if err != nil {
		fmt.Fprintf(stderr, "kpi: %v\nRun kpi -h for help.\n", err)
		return o, exitUseless, true
	}
	o.file = flags.Arg(0)
	return o, 0, false
}

// complain prints an error, findings a line each.
func complain(w io.Writer, err error) {
	issues, ok := errors.AsType[msp.Issues](err)
	if !ok {
		fmt.Fprintln(w, "kpi:", err)
		return
	}
	for _, i := range issues {
		fmt.Fprintln(w, "kpi:", i)
	}
}

// spec returns the mapping with what the flags change.
func (o options) spec() (ticketcsv.MappingSpec, error) {
	spec, ok := ticketcsv.Preset(o.preset)
	if o.mapping != "" {
		data, err := os.ReadFile(o.mapping)
		if err != nil {
			return spec, err
		}
		if spec, err = ticketcsv.ParseMappingSpec(data, msp.Limits{}); err != nil {
			return spec, fmt.Errorf("%s: %w", o.mapping, err)
		}
	} else if !ok {
		return spec, fmt.Errorf("-preset %q is none of %s", o.preset, strings.Join(ticketcsv.Presets(), ", "))
	}
	if o.zone != "" {
		spec.Zone = o.zone
	}
	if o.comma != "" {
		spec.Comma = strings.ReplaceAll(o.comma, "tab", "\t")
	}
	if len(o.layouts) > 0 {
		spec.Layouts = o.layouts
	}
	if o.without != "" {
		for name := range strings.SplitSeq(o.without, ",") {
			f, err := ticketcsv.ParseField(name)
			if err != nil {
				return spec, fmt.Errorf("-without: %w", err)
			}
			is := func(other ticketcsv.Field) bool { return other == f }
			delete(spec.Columns, f)
			delete(spec.Fallback, f)
			delete(spec.Values, f)
			spec.Required, spec.SinceCreated = slices.DeleteFunc(spec.Required, is), slices.DeleteFunc(spec.SinceCreated, is)
		}
	}
	return spec, nil
}

// desk returns the definitions, in the zone of the mapping.
func (o options) desk(zone *time.Location) (metrics.DeskSpec, error) {
	var spec metrics.DeskSpec
	var err error
	if spec.AsOf, err = instant(o.asOf, zone); err != nil {
		return spec, fmt.Errorf("-as-of: %w", err)
	}
	if (o.from == "") != (o.to == "") || (o.from == "") != (o.cohort == "") {
		return spec, errors.New("-from, -to and -cohort go together")
	}
	if o.from != "" {
		if spec.Window.From, err = midnight(o.from, zone); err != nil {
			return spec, fmt.Errorf("-from: %w", err)
		}
		if spec.Window.To, err = midnight(o.to, zone); err != nil {
			return spec, fmt.Errorf("-to: %w", err)
		}
		if spec.Cohort, err = metrics.ParseCohort(o.cohort); err != nil {
			return spec, fmt.Errorf("-cohort: %w", err)
		}
	}
	if o.fcr != "" {
		definition, err := parseFCR(o.fcr)
		if err != nil {
			return spec, err
		}
		spec.FCR = definition.fcr
	}
	return spec, nil
}

// instant reads a local time in the zone, or a time with an offset.
func instant(text string, zone *time.Location) (time.Time, error) {
	if at, err := time.ParseInLocation(time.RFC3339, text, time.UTC); err == nil {
		return at.In(zone), nil
	}
	local, err := calendar.ParseLocalTime(text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not like 2026-04-01T00:00 or 2026-04-01T00:00:00+01:00", text)
	}
	return calendar.InstantOf(local, zone), nil
}

// midnight returns the beginning of a date in the zone.
func midnight(text string, zone *time.Location) (time.Time, error) {
	date, err := msp.ParseDate(text)
	if err != nil {
		return time.Time{}, err
	}
	return calendar.InstantOf(calendar.At(date, calendar.TimeOfDay{}), zone), nil
}
