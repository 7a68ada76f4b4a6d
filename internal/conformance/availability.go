package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/mspkit/msp"
	"github.com/mspkit/msp/calendar"
	"github.com/mspkit/msp/metrics"
	"github.com/mspkit/msp/sla"
)

// vectorRate is a percentage as these files write it, without its sign.
type vectorRate struct{ msp.Percent }

func (r *vectorRate) UnmarshalText(text []byte) (err error) {
	r.Percent, err = msp.ParsePercent(string(text) + "%")
	return err
}

// vectorIntervals are half-open intervals of two instants.
type vectorIntervals [][2]time.Time

func (v vectorIntervals) intervals() []calendar.Interval {
	var out []calendar.Interval
	for _, i := range v {
		out = append(out, calendar.Interval{From: i[0], To: i[1]})
	}
	return out
}

// vectorAvailability is a line of availability.jsonl or availability_options.jsonl.
type vectorAvailability struct {
	Kind        string              `json:"kind"`
	Period      [2]time.Time        `json:"period"`
	Target      vectorRate          `json:"target_pct"`
	Maintained  string              `json:"maintenance_mode"`
	Outages     vectorIntervals     `json:"outages"`
	Maintenance vectorIntervals     `json:"maintenance"`
	Hours       *vectorHoursOfClock `json:"service_hours"`
	MinOutage   int64               `json:"min_outage_s"`
	Rounding    string              `json:"outage_rounding"`
	Tiers       []struct {
		Below  vectorRate `json:"below"`
		Credit vectorRate `json:"credit"`
	} `json:"credit_tiers"`
	Cap    *vectorRate                `json:"credit_cap_pct"`
	Fee    string                     `json:"fee"`
	Expect map[string]json.RawMessage `json:"expect"`

	// Of kind burn_alert.
	Now    time.Time     `json:"now"`
	Alerts []vectorAlert `json:"alerts"`
}

// slaAvailability runs a line of availability.jsonl or availability_options.jsonl.
func slaAvailability(line []byte) error {
	var c vectorAvailability
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	switch c.Kind {
	case "availability":
		return c.check()
	case "burn_alert":
		return c.checkAlerts()
	}
	return fmt.Errorf("unknown kind %q", c.Kind)
}

func (c vectorAvailability) options() (sla.MeasureOptions, error) {
	opts := sla.MeasureOptions{Hours: calendar.Always(time.UTC), MinOutage: time.Duration(c.MinOutage) * time.Second}
	rules := map[string]sla.MaintenanceRule{
		"exclude_from_both": sla.MaintenanceExcluded, "exclude_downtime_only": sla.MaintenanceCountsAsUp,
	}
	modes := map[string]msp.Rounding{"": 0, "none": 0, "down": msp.Down, "nearest": msp.HalfUp, "up": msp.Up}
	var ok1, ok2 bool
	opts.Maintenance, ok1 = rules[c.Maintained]
	opts.WholeMinutes, ok2 = modes[c.Rounding]
	if !ok1 || !ok2 {
		return opts, fmt.Errorf("unknown mode %q or rounding %q", c.Maintained, c.Rounding)
	}
	var err error
	if c.Hours != nil {
		opts.Hours, err = c.Hours.compile()
	}
	return opts, err
}

func (c vectorAvailability) check() error {
	opts, err := c.options()
	if err != nil {
		return err
	}
	period := calendar.Interval{From: c.Period[0], To: c.Period[1]}
	outages, maintenance := c.Outages.intervals(), c.Maintenance.intervals()
	uptime, err := sla.Measure(period, outages, maintenance, opts)
	if err != nil {
		return err
	}
	explained, err := sla.ExplainOutages(period, outages, maintenance, opts)
	if err != nil {
		return err
	}
	down := sla.Exactly(0).Seconds()
	for _, o := range explained {
		if down, err = down.Add(o.Down.Seconds()); err != nil {
			return err
		}
	}
	if down != uptime.Down().Seconds() && down.Compare(uptime.Agreed().Seconds()) <= 0 {
		return differs("outages together", down, uptime.Down())
	}
	got := map[string]any{
		"period_s": seconds(period.Duration()), "agreed_s": wholeSeconds(uptime.Agreed()),
		"maintenance_s": wholeSeconds(uptime.Maintenance()), "down_s": wholeSeconds(uptime.Down()),
		"uptime_pct": nil, "met": nil,
	}
	met, ok := uptime.Meets(c.Target.Percent)
	if !ok {
		if budget := uptime.Budget(c.Target.Percent); budget != (sla.Budget{}) {
			return differs("budget", budget, "none")
		}
		return compare(c.Expect, got)
	}
	budget := uptime.Budget(c.Target.Percent)
	got["met"] = met
	got["uptime_num"], got["uptime_den"] = wholeSeconds(uptime.Up()), wholeSeconds(uptime.Agreed())
	got["uptime_pct"] = fixedPercent(uptime.Ratio(), 6)
	got["budget_s"] = budget.Total().Seconds().Fixed(6, msp.HalfUp)
	got["budget_remaining_s"] = budget.Remaining().Seconds().Fixed(6, msp.HalfUp)
	got["budget_used_pct"] = nil
	if used := budget.Used(); used.Defined() {
		got["budget_used_pct"] = fixedPercent(used, 6)
	}
	if err := c.addCredit(got, uptime.Ratio()); err != nil {
		return err
	}
	return compare(c.Expect, got)
}

// addCredit adds the fields of the credit that are expected: which of them are
// given, a fee and the file decide.
func (c vectorAvailability) addCredit(got map[string]any, uptime msp.Ratio) error {
	var spec sla.CreditLadderSpec
	for _, t := range c.Tiers {
		spec.Rungs = append(spec.Rungs, sla.CreditRung{Below: t.Below.Percent, Credit: t.Credit.Percent})
	}
	if c.Cap != nil {
		spec.Cap = c.Cap.Percent
	}
	ladder, err := spec.Compile()
	if err != nil {
		return err
	}
	credit, ok := ladder.Credit(uptime)
	if !ok {
		return errors.New("no credit for a ratio that is defined")
	}
	if c.Cap != nil && c.Cap.IsZero() { // to the library that is no cap
		credit.Percent = msp.Percent{}
	}
	if c.Fee != "" {
		fee, err := msp.ParseMoney(c.Fee + " USD")
		if err != nil {
			return err
		}
		money, err := credit.Percent.Of(fee, msp.HalfUp)
		if err != nil {
			return err
		}
		got["credit"] = amountText(money)
	}
	if _, given := c.Expect["credit_pct"]; given || c.Fee != "" {
		got["credit_pct"] = fixedPercent(credit.Rung.Credit.Ratio(), 2)
	}
	if _, given := c.Expect["credit_pct_capped"]; given {
		got["credit_pct_capped"] = fixedPercent(credit.Percent.Ratio(), 2)
	}
	return nil
}

// fixedPercent is a fraction of 1 in percent, without the sign.
func fixedPercent(r msp.Ratio, places uint8) string {
	return strings.TrimSuffix(r.Percent(places, msp.HalfUp), "%")
}

// wholeSeconds is an exact length in seconds, or its text if they are not whole.
func wholeSeconds(d sla.ExactDuration) any {
	if num, den := d.Seconds().Num(), d.Seconds().Den(); den.Cmp(big.NewInt(1)) == 0 {
		return json.Number(num.String())
	}
	return d.String()
}

// vectorAlert is an alert of kind burn_alert.
type vectorAlert struct {
	Name   string `json:"name"`
	Long   int64  `json:"long_s"`
	Short  int64  `json:"short_s"`
	Factor exact  `json:"factor"`
}

func (c vectorAvailability) checkAlerts() error {
	var specs sla.BurnAlertSpecs
	for _, a := range c.Alerts {
		specs = append(specs, sla.BurnAlertSpec{
			Name: a.Name, Factor: a.Factor.Ratio,
			Long: time.Duration(a.Long) * time.Second, Short: time.Duration(a.Short) * time.Second,
		})
	}
	alerts, err := specs.Compile()
	if err != nil {
		return err
	}
	opts := sla.MeasureOptions{Hours: calendar.Always(time.UTC), Maintenance: sla.MaintenanceExcluded}
	readings, err := alerts.Read(c.Now, c.Target.Percent, c.Outages.intervals(), nil, opts)
	if err != nil {
		return err
	}
	answers := []any{}
	for _, r := range readings {
		answers = append(answers, map[string]any{
			"name": r.Alert.Name, "fires": r.Fires,
			"long_bad_s": wholeSeconds(r.Long.Down()), "long_burn": r.LongRate.Fixed(6, msp.HalfUp),
			"short_bad_s": wholeSeconds(r.Short.Down()), "short_burn": r.ShortRate.Fixed(6, msp.HalfUp),
		})
	}
	got := map[string]any{"alerts": answers, "first": nil}
	if first, ok := readings.Firing(); ok {
		got["first"] = first.Alert.Name
	}
	return compare(c.Expect, got)
}

// slaComposite runs a line of composite_burn.jsonl.
func slaComposite(line []byte) error {
	var c struct {
		Kind     string                     `json:"kind"`
		Expr     json.RawMessage            `json:"expr"`
		Target   vectorRate                 `json:"target_pct"`
		Window   int64                      `json:"window_s"`
		LookBack int64                      `json:"lookback_s"`
		Bad      int64                      `json:"bad_s"`
		Spent    int64                      `json:"already_spent_s"`
		Expect   map[string]json.RawMessage `json:"expect"`
	}
	if err := json.Unmarshal(line, &c); err != nil {
		return err
	}
	switch c.Kind {
	case "composite":
		r, err := composite(c.Expr)
		if err != nil {
			return err
		}
		return compare(c.Expect, map[string]any{"availability_pct": plainPercent(r)})
	case "burn":
	default:
		return fmt.Errorf("unknown kind %q", c.Kind)
	}
	uptime := func(agreed, down int64) (sla.Uptime, error) {
		return sla.NewUptime(time.Duration(agreed)*time.Second, time.Duration(down)*time.Second)
	}
	lookBack, err1 := uptime(c.LookBack, c.Bad)
	window, err2 := uptime(c.Window, c.Spent)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	budget := window.Budget(c.Target.Percent)
	got := map[string]any{
		"burn_rate":                   lookBack.BurnRate(c.Target.Percent).Fixed(6, msp.HalfUp),
		"lookback_used_pct_of_budget": fixedPercent(budget.Share(lookBack.Down()), 6),
		"budget_s":                    budget.Total().Seconds().Fixed(6, msp.HalfUp),
		"remaining_s":                 budget.Remaining().Seconds().Fixed(6, msp.HalfUp),
		"exhausts_in_s":               nil,
	}
	if left, ok := budget.ExhaustsIn(lookBack); ok {
		got["exhausts_in_s"] = left.Seconds().Fixed(6, msp.HalfUp)
	}
	return compare(c.Expect, got)
}

// composite works out an expression: a percentage, or an object of one operation.
func composite(expr json.RawMessage) (msp.Ratio, error) {
	var rate vectorRate
	if json.Unmarshal(expr, &rate) == nil {
		return rate.Ratio(), nil
	}
	var op struct {
		Serial   *[]json.RawMessage `json:"serial"`
		Parallel *[]json.RawMessage `json:"parallel"`
		KofN     *struct {
			K  int               `json:"k"`
			Of []json.RawMessage `json:"of"`
		} `json:"k_of_n"`
	}
	if err := json.Unmarshal(expr, &op); err != nil {
		return msp.Ratio{}, err
	}
	parts := func(exprs []json.RawMessage, of func(...msp.Ratio) (msp.Ratio, error)) (msp.Ratio, error) {
		var list []msp.Ratio
		for _, e := range exprs {
			part, err := composite(e)
			if err != nil {
				return msp.Ratio{}, err
			}
			list = append(list, part)
		}
		return of(list...)
	}
	switch {
	case op.Serial != nil:
		return parts(*op.Serial, sla.Serial)
	case op.Parallel != nil:
		return parts(*op.Parallel, sla.Parallel)
	case op.KofN != nil:
		return parts(op.KofN.Of, func(list ...msp.Ratio) (msp.Ratio, error) { return sla.KofN(op.KofN.K, list...) })
	}
	return msp.Ratio{}, fmt.Errorf("unknown composition %s", expr)
}

// plainPercent is a fraction of 1 in percent, exactly, without zeros at its end.
func plainPercent(r msp.Ratio) string {
	for places := range uint8(255) {
		text := fixedPercent(r, places)
		if back, ok := new(big.Rat).SetString(text + "e-2"); ok && back.Cmp(new(big.Rat).SetFrac(r.Num(), r.Den())) == 0 {
			return text
		}
	}
	return r.String()
}

// metricsUptime runs a case of availability.jsonl of the area metrics: seconds of
// a window, planned maintenance taken out.
func metricsUptime(input, expect json.RawMessage) error {
	var in struct {
		From        int64      `json:"from_s"`
		To          int64      `json:"to_s"`
		Outages     [][2]int64 `json:"outages"`
		Maintenance [][2]int64 `json:"maintenance"`
	}
	var want struct {
		Agreed   exact     `json:"agreed_s"`
		Down     exact     `json:"down_s"`
		Failures int64     `json:"failures"`
		Uptime   wantValue `json:"uptime"`
		MTBF     wantValue `json:"mtbf_s"`
		MTRS     wantValue `json:"mtrs_s"`
		MTBSI    wantValue `json:"mtbsi_s"`
	}
	if err := errors.Join(json.Unmarshal(input, &in), json.Unmarshal(expect, &want)); err != nil {
		return err
	}
	interval := func(i [2]int64) calendar.Interval {
		return calendar.Interval{From: time.Unix(i[0], 0), To: time.Unix(i[1], 0)}
	}
	intervals := func(list [][2]int64) []calendar.Interval {
		var out []calendar.Interval
		for _, i := range list {
			out = append(out, interval(i))
		}
		return out
	}
	period, outages, maintenance := interval([2]int64{in.From, in.To}), intervals(in.Outages), intervals(in.Maintenance)
	uptime, err1 := sla.Measure(period, outages, maintenance,
		sla.MeasureOptions{Hours: calendar.Always(time.UTC), Maintenance: sla.MaintenanceExcluded})
	share, err2 := metrics.NewValue(uptime.Ratio(), metrics.UnitShare, 0)
	agreed := calendar.NewIntervals(period).Subtract(calendar.NewIntervals(maintenance...))
	r, err3 := metrics.NewReliability(agreed, outages...)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	var wrong error
	if uptime.Agreed().Seconds() != want.Agreed.Ratio || uptime.Down().Seconds() != want.Down.Ratio || r.Failures() != want.Failures {
		wrong = differs("agreed and down", fmt.Sprintf("%v, %v", uptime, r), string(expect))
	}
	wrong = errors.Join(wrong, want.Uptime.check("uptime", share, want.Uptime.Value))
	second := msp.NewRatio(int64(time.Second), 1)
	for _, v := range []struct {
		what string
		got  metrics.Value
		want wantValue
	}{{"mtbf", r.MTBF().Value, want.MTBF}, {"mtrs", r.MTRS().Value, want.MTRS}, {"mtbsi", r.MTBSI().Value, want.MTBSI}} {
		ns, err := v.want.Value.Mul(second)
		wrong = errors.Join(wrong, err, v.want.check(v.what, v.got, exact{ns}))
	}
	return wrong
}

// metricsAvailability runs a line of availability.jsonl of the area metrics.
func metricsAvailability(line []byte) error {
	return metricsSuite(metricsKPIs{"uptime": metricsUptime})(line)
}
