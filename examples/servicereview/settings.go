package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/pricing"
	"github.com/mspkit/msp/sla"
)

// Settings are what a review takes beside the model, since it is no part of how the
// provider works: in which currency it counts, what it compares with, and what the model
// does not know of the past.
type Settings struct {
	// Service is what the tickets are about. Empty: the first service of the model.
	Service string `json:"service"`

	// Reporting is how totals over several clients are made. Nil: nothing is billed.
	Reporting *Reporting `json:"reporting"`

	// Usual is the usual range that a price is held against: client → item → its name in
	// pricing.UsualRanges.
	Usual map[string]map[string]string `json:"usual"`

	// ServiceCredits are what clients are given back for outages.
	ServiceCredits map[string]UptimeTerms `json:"service_credits"`

	// Covers are when somebody has to be on call: schedule → calendar, of which there is
	// none for one that has to cover the whole day.
	Covers map[string]string `json:"covers"`

	// Queue is how the team that has a load is there for it. Nil: nothing is said of it.
	Queue *QueueSettings `json:"queue"`

	// Heads are how many people teams had over time, where that is not what the model says
	// now; Reviews are the business reviews of the months.
	Heads   map[string]pricing.Timeline `json:"heads"`
	Reviews map[string]Held             `json:"reviews"`
}

// Reporting is how a provider counts. Rates are what one unit of each currency is worth
// in Currency, stated and not looked up; Hour is the list price of an hour of work in it.
type Reporting struct {
	Currency msp.Currency      `json:"currency"`
	Rates    map[string]amount `json:"rates"`
	Hour     amount            `json:"hour"`
}

// UptimeTerms say what is given back, of the fee of which item, for what uptime.
type UptimeTerms struct {
	Item    string               `json:"item"` // empty: of all fees
	Credits sla.CreditLadderSpec `json:"credits"`
}

// QueueSettings are of a team that has a load.
type QueueSettings struct {
	Team      string      `json:"team"`
	Hours     string      `json:"hours"`  // in which it is there
	Within    wait        `json:"within"` // tickets are to be begun
	Peak      amount      `json:"peak"`   // of the busiest hour, to the mean of the open ones
	Shrinkage msp.Percent `json:"shrinkage"`
	Shifts    int         `json:"shifts"` // that follow one another in the hours
}

// Held are business reviews.
type Held struct {
	Due  uint32 `json:"due"`
	Held uint32 `json:"held"`
}

// An amount is a number from zero as people write it: a text of digits and a point.
type amount struct{ decimal.Decimal }

// UnmarshalJSON implements json.Unmarshaler.
func (n *amount) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return errors.New("want a number as a text, such as \"12.50\"")
	}
	d, ok := parseDecimal(text)
	if !ok {
		return fmt.Errorf("%q is not a number from zero, such as 12.50", text)
	}
	n.Decimal = d
	return nil
}

// A wait is a time from zero, such as 15m.
type wait time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (w *wait) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err != nil || d < 0 {
		return fmt.Errorf("%q is no time from zero, such as 15m", text)
	}
	*w = wait(d)
	return nil
}

// parseDecimal reads a number from zero as people write it: digits and a point, at
// most 18 on either side.
func parseDecimal(text string) (decimal.Decimal, bool) {
	const most = 18
	whole, fraction, point := strings.Cut(text, ".")
	for _, digits := range []string{whole, fraction} {
		if len(digits) > most || strings.Trim(digits, "0123456789") != "" {
			return decimal.Decimal{}, false
		}
	}
	if whole == "" || point && fraction == "" {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}

// ReadSettings reads the settings for a model. All findings are returned, sorted; of what
// is no settings at all, the first.
func ReadSettings(data []byte, m *Model) (Settings, msp.Issues) {
	var s Settings
	if err := decode(data, &s); err != nil {
		return s, issuesOf(err)
	}
	c := &settingsCheck{issues: checkTexts(data), model: m}
	c.check(&s)
	return s, c.issues.Sorted()
}

// A settingsCheck finds what is wrong with settings.
type settingsCheck struct {
	issues msp.Issues
	model  *Model
}

func (c *settingsCheck) errorf(path string, code msp.Code, format string, args ...any) {
	c.issues = append(c.issues, errorAt(path, code, format, args...))
}

func (c *settingsCheck) check(s *Settings) {
	if s.Service != "" && !slices.Contains(c.model.catalog.Services(), s.Service) {
		c.errorf("service", msp.CodeUnknownName, "no service %q in the model", s.Service)
	}
	if s.Reporting != nil {
		c.reporting(s.Reporting)
	}
	for _, schedule := range slices.Sorted(maps.Keys(s.Covers)) {
		if _, ok := c.model.catalog.Schedule(schedule); !ok {
			c.errorf("covers."+schedule, msp.CodeUnknownName, "no schedule %q in the model", schedule)
		}
		c.calendar("covers."+schedule, s.Covers[schedule])
	}
	if s.Queue != nil {
		c.queue(s.Queue)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Heads)) {
		if _, ok := c.model.team(name); !ok {
			c.errorf("heads."+name, msp.CodeUnknownName, "no team %q in the model", name)
		}
		c.issues = append(c.issues, s.Heads[name].Validate().At("heads."+name)...)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Reviews)) {
		c.client("reviews."+name, name)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Usual)) {
		if c.client("usual."+name, name) {
			c.usual("usual."+name, name, s.Usual[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.ServiceCredits)) {
		path, terms := "service_credits."+name, s.ServiceCredits[name]
		c.issues = append(c.issues, terms.Credits.Validate().At(path+".credits")...)
		if c.client(path, name) && terms.Item != "" {
			c.item(path+".item", name, terms.Item)
		}
	}
}

func (c *settingsCheck) client(path, name string) bool {
	_, ok := c.model.Client(name)
	if !ok {
		c.errorf(path, msp.CodeUnknownName, "no client %q in the model", name)
	}
	return ok
}

func (c *settingsCheck) calendar(path, name string) {
	if _, ok := c.model.catalog.Calendar(name); !ok {
		c.errorf(path, msp.CodeUnknownName, "no calendar %q in the model", name)
	}
}

func (c *settingsCheck) item(path, client, name string) (item pricing.Item, ok bool) {
	of, _ := c.model.Client(client)
	for _, contract := range of.contracts {
		if item, ok = itemOf(contract.Agreement, name); ok {
			return item, true
		}
	}
	c.errorf(path, msp.CodeUnknownName, "no item %q in an agreement of the client", name)
	return item, false
}

func (c *settingsCheck) usual(path, client string, items map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(items)) {
		at := path + "." + name
		i, ok := c.item(at, client, name)
		ranges := pricing.UsualRangesOf(items[name])
		switch {
		case !ok:
		case len(ranges) == 0:
			c.errorf(at, msp.CodeUnknownName, "no usual range for %q", items[name])
		case i.Cadence != 0 && i.Cadence != ranges[0].Cadence || i.Price.Unit == "":
			c.errorf(at, msp.CodeConflict, "the range is for one unit and a %v", ranges[0].Cadence)
		}
	}
}

func (c *settingsCheck) reporting(r *Reporting) {
	if r.Currency.IsZero() {
		c.errorf("reporting.currency", msp.CodeMissing, "totals over several clients need a currency")
	}
	for _, code := range slices.Sorted(maps.Keys(r.Rates)) {
		at := "reporting.rates." + code
		switch currency, err := msp.ParseCurrency(code); {
		case err != nil:
			c.errorf(at, msp.CodeSyntax, "%v", err)
		case currency == r.Currency:
			c.errorf(at, msp.CodeConflict, "one %v is one %v", currency, currency)
		case r.Rates[code].Sign() == 0:
			c.errorf(at, msp.CodeRange, "what is one unit worth?")
		}
	}
	for _, client := range c.model.Clients {
		for _, contract := range client.contracts {
			if a := contract.Agreement; a != nil && a.Currency != r.Currency {
				if _, ok := r.Rates[a.Currency.String()]; !ok {
					c.errorf("reporting.rates", msp.CodeMissing, "no %v, in which %s pays", a.Currency, client.Name)
				}
			}
		}
	}
}

func (c *settingsCheck) queue(q *QueueSettings) {
	team, ok := c.model.team(q.Team)
	switch {
	case !ok:
		c.errorf("queue.team", msp.CodeUnknownName, "no team %q in the model", q.Team)
	case team.Load == nil:
		c.errorf("queue.team", msp.CodeMissing, "the model does not say what load %q has", q.Team)
	}
	c.calendar("queue.hours", q.Hours)
	if q.Peak.Sign() == 0 {
		q.Peak.Decimal = decimal.NewFromInt(1)
	}
	if q.Peak.LessThan(decimal.NewFromInt(1)) {
		c.errorf("queue.peak", msp.CodeRange, "%v: the busiest hour is no quieter than the mean", q.Peak)
	}
	if q.Shrinkage.Sign() < 0 || q.Shrinkage.Ratio().Compare(msp.NewRatio(1, 1)) >= 0 {
		c.errorf("queue.shrinkage", msp.CodeRange, "%v: want at least 0%%, and less than 100%%", q.Shrinkage)
	}
	if q.Shifts == 0 {
		q.Shifts = 1
	}
	if q.Shifts < 1 || q.Shifts > 24 {
		c.errorf("queue.shifts", msp.CodeRange, "%d is not 1 to 24", q.Shifts)
	}
}

// reviews returns the business reviews of a client; ok is false if nothing is said of them.
func (s *Settings) reviews(c *Client) (of metrics.Reviews, ok bool) {
	held, ok := s.Reviews[c.Name]
	return metrics.Reviews{Due: int64(held.Due), Held: int64(held.Held)}, ok
}
