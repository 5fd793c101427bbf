"""Taking home all that is one's own: asked for, packed by a job, kept for a week."""
