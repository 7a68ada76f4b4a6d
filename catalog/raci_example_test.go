package catalog_test

import (
	"fmt"

	"github.com/mspkit/msp/catalog"
)

// Who does what, where the client has people of its own?
func ExampleRACI() {
	matrix := catalog.RACISpec{
		Name: "shared responsibility", Scope: catalog.CoManaged,
		Assignments: []catalog.RoleAssignment{
			{Activity: "patching", Party: "provider operations", Role: catalog.Responsible},
			{Activity: "patching", Party: "client IT", Role: catalog.Accountable},
			{Activity: "patching", Party: "client security", Role: catalog.Informed},
			{Activity: "user provisioning", Party: "client IT", Role: catalog.Responsible},
			{Activity: "user provisioning", Party: "client IT", Role: catalog.Accountable},
			{Activity: "user provisioning", Party: "provider desk", Role: catalog.Consulted},
		},
	}.MustCompile()
	for _, activity := range matrix.Activities() {
		party, _ := matrix.Accountable(activity)
		fmt.Printf("%s: %v, and %s answers for it\n", activity, matrix.Responsible(activity), party)
	}
	for _, role := range matrix.Roles("user provisioning", "client IT") {
		fmt.Println(role)
	}
	// Output:
	// patching: [provider operations], and client IT answers for it
	// user provisioning: [client IT], and client IT answers for it
	// R
	// A
}

// A matrix that grew over the years: all that is wrong with it, at once.
func ExampleRACISpec_Problems() {
	spec := catalog.RACISpec{
		Activities: []string{"backup", "patching", "restore test"},
		Parties:    []string{"client IT", "operations", "desk"},
		Assignments: []catalog.RoleAssignment{
			{Activity: "backup", Party: "operations", Role: catalog.Responsible},
			{Activity: "backup", Party: "operations", Role: catalog.Accountable},
			{Activity: "backup", Party: "client IT", Role: catalog.Accountable},
			{Activity: "patching", Party: "client IT", Role: catalog.Accountable},
			{Activity: "patching", Party: "operatoins", Role: catalog.Responsible},
			{Activity: "patching", Party: "client IT", Role: catalog.Informed},
		},
	}
	for _, p := range spec.Problems() {
		fmt.Printf("%s: %s: %q\n", p.Code, p.Activity, p.Party)
	}
	// Output:
	// missing_activity: restore test: ""
	// multiple_accountable: backup: "client IT,operations"
	// redundant_role: patching: "client IT"
	// unknown_party: patching: "operatoins"
}
