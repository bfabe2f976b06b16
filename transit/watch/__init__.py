"""What a change of timetable, or of what people saw, does to the journeys that people learnt."""
