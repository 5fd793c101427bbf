"""The coordinator's room: people, cohorts, skills, invitations and the states of all work."""
