"""Coverage: what people, wards and cohorts can reach, and what a changed timetable does to it."""
