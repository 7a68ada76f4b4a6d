package escalation

// Join puts two pieces together that say the same.
func (t Told) Join(next Told) (both Told, ok bool) { return t.join(next) }
