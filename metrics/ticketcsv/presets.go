package ticketcsv

import (
	"maps"
	"slices"
)

// Presets returns the names of the known systems, sorted: "autotask", "connectwise",
// "halopsa", "servicenow", "zendesk".
func Presets() []string { return slices.Sorted(maps.Keys(presets())) }

// Preset returns the mapping of a known system by its name in [Presets].
func Preset(name string) (spec MappingSpec, ok bool) {
	preset, ok := presets()[name]
	if !ok {
		return MappingSpec{}, false
	}
	return preset(), true
}

func presets() map[string]func() MappingSpec {
	return map[string]func() MappingSpec{
		"autotask": Autotask, "connectwise": ConnectWise, "halopsa": HaloPSA, "servicenow": ServiceNow, "zendesk": Zendesk,
	}
}

// ServiceNow returns the mapping of a list of incidents exported as CSV, whose header has
// the names of the fields of table incident, and whose cells the values as shown.
//
// Names are those of the base system: number, company, assignment_group, contact_type,
// priority, state, opened_at, resolved_at, reopen_count, reassignment_count (the tables
// incident and task). Assumed: times in the system's own format, which the profile of
// the user who exports replaces; priorities "1 - Critical" to "5 - Planning". Channels
// that are not listed are of no known source; self-service is [metrics.Portal], for a
// person works on it all the same. Canceled incidents are void, states of one's own are
// not checked. Zone: that of the user who exports.
//
// It does not tell the first response, contacts, level of support, escalations, due
// times and ratings, which live in tables of their own (task_sla, metric_instance,
// asmt_assessment_instance): KPIs of them are n/a. The flag made_sla is no due time, and
// turns false only as an incident is closed. Where resolved_at is not kept, set the
// Fallback of Resolved to closed_at, which is some days later by default.
func ServiceNow() MappingSpec {
	return MappingSpec{
		Name: "ServiceNow incidents",
		Columns: map[Field]string{
			ID: "number", Client: "company", Team: "assignment_group", Source: "contact_type", Priority: "priority", Void: "state", State: "state",
			Created: "opened_at", Resolved: "resolved_at", Reopens: "reopen_count", Reassignments: "reassignment_count",
		},
		Constants: map[Field]string{Kind: "incident"},
		Values: map[Field]map[string]string{
			Source: {
				"Phone": "phone", "phone": "phone", "Email": "email", "email": "email", "Chat": "chat", "chat": "chat",
				"Virtual Agent": "chat", "virtual_agent": "chat", "Walk-in": "walk_up", "walk-in": "walk_up",
				"Self-service": "portal", "self-service": "portal", others: "",
			},
			Priority: {
				"1 - Critical": "P1", "2 - High": "P2", "3 - Moderate": "P3", "4 - Low": "P4", "5 - Planning": "P5",
				"1": "P1", "2": "P2", "3": "P3", "4": "P4", "5": "P5",
			},
			Void: {"Canceled": "cancelled", "8": "cancelled", others: ""},
			State: {
				"New": "open", "In Progress": "open", "On Hold": "open", "1": "open", "2": "open", "3": "open",
				"Resolved": "resolved", "Closed": "resolved", "6": "resolved", "7": "resolved", others: "",
			},
		},
		Required: []Field{Created},
		Layouts:  []string{"2006-01-02 15:04:05"},
	}
}

// ConnectWise returns the mapping of service tickets of ConnectWise PSA (Manage) as the
// REST resource service/tickets names their fields, those within others with a slash as
// its conditions do: company/name. Columns of a report have other headings.
//
// Names are those of the resource: id, company/name, team/name, priority/name,
// source/name, mergedParentTicket/id, closedFlag, _info/dateEntered, dateResponded,
// dateResolved, closedDate, actualHours. Assumed: the priorities that the product is
// delivered with, from "Priority 1 - Emergency Response" to "Priority 4 - Scheduled
// Maintenance", and those named Critical to Low; times in RFC 3339. Sources are for each
// company to name: those that are not listed are of no known one. A ticket with a parent
// that it was merged into is void.
//
// It does not tell the kind (types are each company's own, so that all tickets count as
// incidents and requests do), contacts, level of support (escalationLevel is that of
// the SLA), reopenings, reassignments, ratings, and due times: isInSla says how it came
// out, but not by when.
func ConnectWise() MappingSpec {
	return MappingSpec{
		Name: "ConnectWise PSA service tickets",
		Columns: map[Field]string{
			ID: "id", Client: "company/name", Team: "team/name", Source: "source/name", Priority: "priority/name", Void: "mergedParentTicket/id", State: "closedFlag",
			Created: "_info/dateEntered", Responded: "dateResponded", Resolved: "dateResolved", Handled: "actualHours",
		},
		Fallback: map[Field]string{Resolved: "closedDate"},
		Values: map[Field]map[string]string{
			Source: {
				"Phone": "phone", "Call": "phone", "Email": "email", "Email Connector": "email", "Portal": "portal", "Chat": "chat",
				"Monitoring": "monitoring", "RMM": "monitoring", others: "",
			},
			Priority: {
				"Priority 1 - Emergency Response": "P1", "Priority 2 - Quick Response": "P2",
				"Priority 3 - Normal Response": "P3", "Priority 4 - Scheduled Maintenance": "P4",
				"Priority 1 - Critical": "P1", "Priority 2 - High": "P2", "Priority 3 - Medium": "P3", "Priority 4 - Low": "P4",
			},
			Void:  {others: "merged"},
			State: {"true": "resolved", "True": "resolved", "false": "", "False": ""},
		},
		Required:  []Field{Created},
		Missing:   []string{"NULL", "null"},
		Layouts:   []string{"2006-01-02T15:04:05Z07:00"},
		Durations: Hours,
	}
}

// Autotask returns the mapping of tickets of Autotask PSA as the REST entity Tickets
// names their fields. Columns of a LiveReport have other headings.
//
// Names are those of the entity: ticketNumber, companyID, queueID, ticketType, priority,
// source, status, createDate, firstResponseDateTime, resolvedDateTime, completedDate,
// firstResponseDueDateTime, resolvedDueDateTime. Assumed: the numbers that the product is
// delivered with (priority 4 Critical, 1 High, 2 Medium, 3 Low; ticket type 1 service
// request, 2 incident, 3 problem, 4 change request, 5 alert; status 1 New, 5 Complete),
// or their labels; times in RFC 3339. Companies add numbers of their own: an unknown
// priority or type is a bad row, an unknown source or status says nothing.
//
// It does not tell contacts, level of support, escalations, reassignments, reopenings,
// hours worked (they are time entries) and ratings.
func Autotask() MappingSpec {
	return MappingSpec{
		Name: "Autotask PSA tickets",
		Columns: map[Field]string{
			ID: "ticketNumber", Client: "companyID", Team: "queueID", Kind: "ticketType", Source: "source", Priority: "priority", State: "status",
			Created: "createDate", Responded: "firstResponseDateTime", Resolved: "resolvedDateTime",
			ResponseDue: "firstResponseDueDateTime", ResolutionDue: "resolvedDueDateTime",
		},
		Fallback: map[Field]string{Resolved: "completedDate"},
		Values: map[Field]map[string]string{
			Kind: {
				"1": "request", "2": "incident", "3": "problem", "4": "change", "5": "alert",
				"Service Request": "request", "Incident": "incident", "Problem": "problem", "Change Request": "change", "Alert": "alert",
			},
			Source: {
				"Phone": "phone", "Email": "email", "Client Portal": "portal", "Website": "portal", "Monitoring Alert": "monitoring", others: "",
			},
			Priority: {
				"4": "P1", "1": "P2", "2": "P3", "3": "P4",
				"Critical": "P1", "High": "P2", "Medium": "P3", "Low": "P4",
			},
			State: {"1": "open", "New": "open", "5": "resolved", "Complete": "resolved", others: ""},
		},
		Required: []Field{Created},
		Missing:  []string{"NULL", "null"},
		Layouts:  []string{"2006-01-02T15:04:05Z07:00"},
	}
}

// HaloPSA returns the mapping of tickets of HaloPSA as its API names their fields.
//
// Names are those of the resource Tickets: id, client_name, team, priority_id,
// dateoccurred, responsedate, dateclosed, respondbydate, fixbydate, timetaken. Assumed:
// priorities 1 to 5 with 1 the most urgent; times in UTC, with a Z or without (set Zone
// if yours are local ones); hours in timetaken; dates of 1900 and of the year 1 mean
// none.
//
// It does not tell the kind (ticket types are each company's own), the source, contacts,
// level of support, escalations, reassignments, reopenings and ratings, and whether a
// ticket was on hold, which moves fixbydate.
func HaloPSA() MappingSpec {
	return MappingSpec{
		Name: "HaloPSA tickets",
		Columns: map[Field]string{
			ID: "id", Client: "client_name", Team: "team", Priority: "priority_id",
			Created: "dateoccurred", Responded: "responsedate", Resolved: "dateclosed",
			ResponseDue: "respondbydate", ResolutionDue: "fixbydate", Handled: "timetaken",
		},
		Values:   map[Field]map[string]string{Priority: {"1": "P1", "2": "P2", "3": "P3", "4": "P4", "5": "P5", "0": ""}},
		Required: []Field{Created},
		Missing: []string{
			"NULL", "null", "1900-01-01T00:00:00", "1900-01-01T00:00:00Z", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z",
		},
		Layouts:   []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05"},
		Zone:      "UTC",
		Durations: Hours,
	}
}

// Zendesk returns the mapping of tickets that Zendesk Support exports as CSV, from a view
// or as a whole.
//
// Names are the headings of that file: Id, Organization, Group, Ticket type, Via,
// Priority, Status, Created at, Solved at, Initially assigned at, First reply time in
// minutes, Reopens, Replies. Assumed: the first reply comes so many whole minutes after
// the creation as the calendar has them; replies are the contacts, so that one is a
// single contact and none is not known; a question is a request. Channels and types that
// are not listed say nothing. Zone: that of the account.
//
// It does not tell the level of support, escalations, due times of an SLA policy and work
// time. Group stations and assignee stations count the first one too, so that they are
// no reassignments. A satisfaction score of Good or Bad is no rating from 1 to 5: map
// Rating where the survey asks for one.
func Zendesk() MappingSpec {
	return MappingSpec{
		Name: "Zendesk tickets",
		Columns: map[Field]string{
			ID: "Id", Client: "Organization", Team: "Group", Kind: "Ticket type", Source: "Via", Priority: "Priority", State: "Status",
			Created: "Created at", Acknowledged: "Initially assigned at", Responded: "First reply time in minutes", Resolved: "Solved at",
			Reopens: "Reopens", Contacts: "Replies",
		},
		Values: map[Field]map[string]string{
			Kind: {"Incident": "incident", "Problem": "problem", "Question": "request", others: ""},
			Source: {
				"Mail": "email", "Email": "email", "Web form": "portal", "Web Form": "portal", "Help Center post": "portal",
				"Chat": "chat", "Messaging": "chat", "Phone call (inbound)": "phone", "Voicemail": "phone", others: "",
			},
			Priority: {"Urgent": "P1", "High": "P2", "Normal": "P3", "Low": "P4"},
			State: {
				"New": "open", "Open": "open", "Pending": "open", "On-hold": "open", "Hold": "open",
				"Solved": "resolved", "Closed": "resolved", others: "",
			},
		},
		Required:     []Field{Created},
		Missing:      []string{"-"},
		Layouts:      []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700"},
		SinceCreated: []Field{Responded},
		Durations:    Minutes,
	}
}
