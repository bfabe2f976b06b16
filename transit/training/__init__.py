"""What a record of training says: progress, forecast, hints, sign-off, follow-ups, tasks."""
