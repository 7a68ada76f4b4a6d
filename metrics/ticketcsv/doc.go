// Package ticketcsv reads the tickets of package metrics from a table that a service
// desk exports, and loses nothing without saying so.
//
// Take the mapping of the system, say in which zone its times are, and read:
//
//	spec := ticketcsv.ServiceNow()
//	spec.Zone = "Europe/London"
//	mapping, err := spec.Compile(nil)
//	tickets, bad, err := ticketcsv.Read(file, mapping)
//
//	desk, err := metrics.DeskSpec{AsOf: exported}.Compile()
//	kpis := mapping.Told(desk.Measure(tickets))
//	card, err := targets.Score(kpis, nil)
//
// Each of bad is a row that is no ticket, with its line and all that is wrong with it;
// each KPI says how many tickets it rests on and what was left out.
//
// # Model
//
// A [MappingSpec] is a record that people write down, in Go or JSON: which column fills
// which [Field] of a ticket, how times look and in which zone they are, what the texts of
// a column mean, which texts mean that there is no value. It is checked once, with all
// findings, and compiled to a [Mapping]. [ServiceNow], [ConnectWise], [Autotask],
// [HaloPSA] and [Zendesk] return the mappings of these systems, to be changed. Their
// comments say what each export does not tell.
//
//   - [Read] reads a whole export;
//   - [NewReader] and [Reader.All] stream it, a ticket or a bad row at a time;
//   - [Mapping.Told] takes back what a KPI says of columns that were not there.
//
// # What is a good row
//
// All of it must hold, and everything that does not is a [Finding]:
//
//  1. It is a row of CSV with as many cells as the header.
//  2. The cells of mapped columns are UTF-8, and texts of the field's form. Cells of
//     other columns are not looked at.
//  3. Required cells are there, the ID among them.
//  4. The ticket passes [metrics.Ticket.Validate]: nothing is resolved before it was
//     created or answered.
//  5. What a state says goes with the time of resolution.
//  6. No earlier row has its ID, or the last one counts (see [LastRow]).
//
// # CSV
//
// Cells are separated as the mapping says, lines end in LF or CRLF, the last one perhaps
// in nothing. A cell in quotes may hold separators, line ends, and quotes if they are
// doubled; its lines end in LF whatever the file has. Empty lines are no rows. A line
// number is that in the file, also behind cells of several lines.
//
// A quote that was never closed makes one row of all that follows. Such a row is read
// again from its second line on, and so is one of several lines with the wrong number of
// cells: at worst the rest of a long text is listed as bad rows, but no good row is lost
// behind a broken one.
//
// Space around a cell does not count. A quote in a cell without quotes is a finding if
// the column is mapped.
//
// # Times
//
// Times with an offset are instants. Others are what the clock of the mapping's zone
// showed, and [calendar.InstantOf] is the law: a time that the clock skipped is the
// instant of the change, one that it showed twice is the first of both. So a ticket that
// was resolved half an hour after it was created, as clocks went back, may look as if it
// was resolved before; it is a bad row then.
//
// # The last row of a ticket
//
// In a log of changes the last row of a ticket says how it stands. With [LastRow] that
// row counts, good or bad: if it cannot be read, the row before it is no answer. Of the
// others only the ID is looked at. The order is that of the file.
//
// # Memory
//
// A row is held at a time, of at most 16 MiB, and the ID of every ticket. With LastRow
// the mapped cells of every ticket are held until the end.
//
// # Laws
//
// Each is a property test.
//
//  1. Rows = tickets + bad rows + superseded rows, whatever the bytes.
//  2. Tickets that are written under a mapping are read back, in order.
//  3. What is read does not depend on how the bytes arrive.
//  4. A broken row changes nothing of the rows around it.
package ticketcsv
