"""From everywhere to one place, or back, at every time of a day: one search for all homes."""
